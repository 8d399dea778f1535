CREATE TABLE dead_letters (
  task_instance_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The FAILED instance',
  tenant_id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  fingerprint       CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The same for failures that differ in numbers, ids and quoted texts only',
  handler           VARCHAR(200) NOT NULL COMMENT 'As of the instance',
  queue             VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'As of the instance',
  error_code        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'As of the instance',
  error_message     VARCHAR(500) NULL COMMENT 'The start of the instance''s',
  died_at           DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (task_instance_id),
  KEY idx_tenant (tenant_id, task_instance_id),
  KEY idx_fingerprint (tenant_id, fingerprint, task_instance_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Instances that failed for good and wait for a person';
