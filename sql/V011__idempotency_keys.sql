CREATE TABLE idempotency_keys (
  tenant_id      VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  idempotency_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'As the client sent it',
  request_hash   CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of method, path and body, hexadecimal',
  status_code    SMALLINT NULL COMMENT 'Of the first answer',
  response       MEDIUMTEXT NULL COMMENT 'Body of the first answer',
  location       VARCHAR(255) NULL COMMENT 'Location header of the first answer',
  etag           VARCHAR(64) NULL COMMENT 'ETag header of the first answer',
  created_at     DATETIME(3) NOT NULL COMMENT 'UTC; kept for 24 hours',
  PRIMARY KEY (tenant_id, idempotency_key),
  KEY idx_created (created_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'First answers to creating requests, replayed to repeats';
