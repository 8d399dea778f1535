CREATE TABLE queues (
  tenant_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  name         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The queue an instance waits in and executors subscribe to',
  description  VARCHAR(500) NULL COMMENT 'What the queue is for',
  created_at   DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (tenant_id, name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Named lines of instances';
