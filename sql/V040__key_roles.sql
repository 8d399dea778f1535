ALTER TABLE api_keys
  MODIFY role ENUM ('TENANT', 'PLATFORM_ADMIN', 'VIEWER', 'OPERATOR', 'EDITOR', 'OWNER') NOT NULL COMMENT 'What the key may do; each role of a tenant includes the one before',
  ADD COLUMN scopes VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'The parts of the API it may use, comma-separated; empty: all' AFTER role,
  ADD COLUMN lineage_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'id of the first key of those that replaced one another by rotation' AFTER name,
  ADD COLUMN last_used_at DATETIME(3) NULL COMMENT 'When it was last seen to be used, to the minute or so; UTC' AFTER expires_at,
  ADD COLUMN retires_at DATETIME(3) NULL COMMENT 'Refused from then on, because a successor has taken its place; NULL: has none; UTC' AFTER expires_at;
