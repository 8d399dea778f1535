CREATE TABLE fire_gaps (
  id                  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUIDv7',
  tenant_id           VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  task_definition_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The definition',
  from_time           DATETIME(3) NOT NULL COMMENT 'First fire time without an instance; UTC',
  to_time             DATETIME(3) NOT NULL COMMENT 'Last of them; UTC',
  fires               BIGINT NOT NULL COMMENT 'How many fire times, both ends counted',
  reason              ENUM ('MISFIRE', 'OVERLAP', 'DST', 'ALREADY_FIRED') NOT NULL COMMENT 'Why no instance was made',
  created_at          DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  KEY idx_definition (tenant_id, task_definition_id, from_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Fire times that made no instance, and why';
