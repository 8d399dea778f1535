CREATE TABLE instance_labels (
  tenant_id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  name              VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Name of the label',
  value             VARCHAR(128) NOT NULL COMMENT 'Its value',
  task_instance_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The instance that has it',
  PRIMARY KEY (tenant_id, name, value, task_instance_id),
  KEY idx_instance (task_instance_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Labels of instances, to find them by';
