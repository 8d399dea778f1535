CREATE TABLE task_attempts (
  task_instance_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The instance',
  attempt           INT NOT NULL COMMENT 'Number of the attempt',
  tenant_id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  node              VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'nodes.id of who ran it',
  start_time        DATETIME(3) NOT NULL COMMENT 'UTC',
  end_time          DATETIME(3) NOT NULL COMMENT 'When its end was written; UTC',
  outcome           ENUM ('RETRIED', 'SNOOZED', 'GIVEN_BACK', 'NODE_LOST') NOT NULL COMMENT 'Why it was not the last',
  error_code        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Why it failed, for machines',
  error_message     TEXT NULL COMMENT 'Why it failed, for people',
  PRIMARY KEY (task_instance_id, attempt)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Attempts that were followed by another; the last one is in the instance''s own row';
