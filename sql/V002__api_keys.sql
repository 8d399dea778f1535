CREATE TABLE api_keys (
  id            VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUIDv7; the handle for revoking',
  key_id        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Public part of the key, between tsk_ and the secret; finds the row',
  secret_hash   CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the whole key, hexadecimal; the key itself is shown once and never stored',
  tenant_id     VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The tenant this key speaks for',
  role          ENUM ('TENANT', 'PLATFORM_ADMIN') NOT NULL COMMENT 'PLATFORM_ADMIN may also manage tenants and the scheduler',
  name          VARCHAR(100) NOT NULL COMMENT 'What the key is for, in its owner''s words',
  expires_at    DATETIME(3) NULL COMMENT 'UTC; NULL: does not expire',
  revoked_at    DATETIME(3) NULL COMMENT 'UTC; NULL: live',
  created_at    DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  UNIQUE KEY uk_key_id (key_id),
  KEY idx_tenant (tenant_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Credentials of the API';
