CREATE TABLE cluster_numbers (
  name         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'wanted-slots, auto-slots, stale-executions, unclaimable-instances',
  value        BIGINT NOT NULL COMMENT 'The number',
  updated_by   VARCHAR(100) NOT NULL COMMENT 'Key id of the credential, or id of the node or the instance, that set it',
  updated_at   DATETIME(3) NOT NULL COMMENT 'UTC',
  valid_until  DATETIME(3) NULL COMMENT 'Counts for nothing from then on; NULL: counts until it is changed; UTC',
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Numbers that hold for the whole cluster: what people and auto-scaling want, what monitoring found';
