ALTER TABLE api_keys
  MODIFY role ENUM ('VIEWER', 'OPERATOR', 'EDITOR', 'OWNER', 'PLATFORM_ADMIN') NOT NULL COMMENT 'What the key may do; each includes the one before, and the last may also manage tenants and the cluster',
  MODIFY lineage_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'id of the first key of those that replaced one another by rotation',
  ADD KEY idx_lineage (tenant_id, lineage_id, id);
