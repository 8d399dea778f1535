CREATE TABLE audit_heads (
  tenant_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Whose chain',
  seq          BIGINT NOT NULL COMMENT 'audit_log.seq of its last row; locked by whoever adds one',
  hash         CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'hash of its last row',
  last_at      DATETIME(3) NOT NULL COMMENT 'created_at of its last row: no later row is older; UTC',
  anchor_seq   BIGINT NOT NULL COMMENT 'The chain starts after this: rows up to it have been deleted by retention; 0: none',
  anchor_hash  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'hash of that row, which the first one there is follows',
  anchored_at  DATETIME(3) NULL COMMENT 'When retention last deleted rows; UTC',
  PRIMARY KEY (tenant_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Both ends of each tenant''s chain of audit entries';
