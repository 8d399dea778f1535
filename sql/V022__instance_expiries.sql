CREATE TABLE instance_expiries (
  expires_at        DATETIME(3) NOT NULL COMMENT 'As of the instance; UTC',
  task_instance_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The instance',
  PRIMARY KEY (expires_at, task_instance_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Instances that expire unless they start in time; spares every other instance an index entry';
