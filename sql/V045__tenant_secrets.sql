CREATE TABLE tenant_secrets (
  tenant_id   VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  name        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'What params refer to it by',
  key_id      CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Which master key sealed it: the beginning of its SHA-256 in hex',
  nonce       BINARY(12) NOT NULL COMMENT 'Random, a new one for each value',
  ciphertext  BLOB NOT NULL COMMENT 'AES-256-GCM of the value, tag included; the associated data are the tenant id and the name',
  created_at  DATETIME(3) NOT NULL COMMENT 'UTC',
  updated_at  DATETIME(3) NOT NULL COMMENT 'When the value was last set; UTC',
  updated_by  VARCHAR(100) NOT NULL COMMENT 'Key id of the credential that set it',
  PRIMARY KEY (tenant_id, name),
  KEY idx_key (key_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Values that params may refer to; sealed, never in clear';
