ALTER TABLE outbox_events
  DROP KEY idx_available,
  DROP COLUMN available_at,
  DROP COLUMN tries,
  MODIFY COLUMN id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUIDv7; the stable event id, webhook-id of every delivery',
  MODIFY COLUMN instance_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'The instance it is about; NULL: a test of a webhook',
  MODIFY COLUMN seq INT NOT NULL COMMENT 'Number of the event within the instance; 1: its end',
  MODIFY COLUMN payload TEXT NOT NULL COMMENT 'JSON, rendered once: every delivery and redelivery sends these bytes',
  MODIFY COLUMN created_at DATETIME(3) NOT NULL COMMENT 'UTC';
