CREATE TABLE duties (
  name         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'retention',
  last_run_at  DATETIME(3) NOT NULL COMMENT 'When a node last took it on; UTC',
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'What one node of the cluster does for all, now and then';
