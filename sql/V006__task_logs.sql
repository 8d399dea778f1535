CREATE TABLE task_logs (
  id                VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUIDv7',
  tenant_id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  task_instance_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The instance that logged',
  attempt           INT NOT NULL COMMENT 'Its attempt',
  seq               INT NOT NULL COMMENT 'Number of the line within the attempt, from 1',
  log_level         ENUM ('DEBUG', 'INFO', 'WARN', 'ERROR') NOT NULL COMMENT 'Level',
  log_message       TEXT NOT NULL COMMENT 'Text, truncated to 16,000 characters; a stack trace follows its message',
  log_time          DATETIME(3) NOT NULL COMMENT 'The node''s clock; UTC',
  PRIMARY KEY (task_instance_id, attempt, seq, log_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Lines of TaskLogger; clustered by instance, dropped by day'
PARTITION BY RANGE COLUMNS (log_time) (
  PARTITION p_future VALUES LESS THAN (MAXVALUE)
);
