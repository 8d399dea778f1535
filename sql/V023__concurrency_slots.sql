CREATE TABLE concurrency_slots (
  task_instance_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The instance that holds a slot or waits for one',
  tenant_id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  gate              VARCHAR(140) NOT NULL COMMENT 'What is limited: k: and a concurrency key, or d: and the id of a definition',
  state             ENUM ('HOLDS', 'WAITS') NOT NULL COMMENT 'HOLDS: its instance is RUNNING; WAITS: it is SCHEDULED for the year 9998',
  priority          TINYINT NOT NULL COMMENT 'Its place in line: priority',
  slot_limit        INT NOT NULL COMMENT 'Most that run at once, says this instance',
  run_at            DATETIME(3) NOT NULL COMMENT 'Its place in line, and what its run_at is again when it may go; UTC',
  PRIMARY KEY (task_instance_id),
  KEY idx_gate (tenant_id, gate, state, priority, run_at, task_instance_id),
  KEY idx_state (state, task_instance_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Who runs and who waits where a definition or a key is limited; can be rebuilt from task_instances';
