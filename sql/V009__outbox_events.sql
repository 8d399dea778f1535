CREATE TABLE outbox_events (
  id            VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUIDv7; the stable event id',
  tenant_id     VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  instance_id   VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The instance it is about',
  seq           INT NOT NULL COMMENT 'Number of the event within the instance',
  type          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'task.instance.succeeded and so on',
  payload       TEXT NOT NULL COMMENT 'JSON',
  available_at  DATETIME(3) NOT NULL COMMENT 'Not delivered before; UTC',
  tries         INT NOT NULL DEFAULT 0 COMMENT 'Deliveries tried',
  created_at    DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  UNIQUE KEY uk_event (instance_id, seq),
  KEY idx_available (available_at, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Events to deliver, written in the transaction of the change they tell';
