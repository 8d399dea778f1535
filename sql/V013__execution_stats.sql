CREATE TABLE execution_stats (
  minute       DATETIME NOT NULL COMMENT 'Start of the minute; UTC',
  node_id      VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Who counted: each node adds to its own row only',
  successes    BIGINT NOT NULL COMMENT 'Instances that ended SUCCESS',
  failures     BIGINT NOT NULL COMMENT 'Instances that ended FAILED',
  duration_ms  BIGINT NOT NULL COMMENT 'Sum of the durations of their last attempts; milliseconds',
  PRIMARY KEY (minute, node_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'What the rolling rates are computed from, the same on every node';
