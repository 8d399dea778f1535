ALTER TABLE task_instances
  ADD COLUMN queue_timeout_ms BIGINT NULL COMMENT 'Longest wait from due to its first start; milliseconds; NULL: none',
  ADD COLUMN expires_at DATETIME(3) NULL COMMENT 'Not started for the first time after it: FAILED with EXPIRED; NULL: never; UTC',
  ADD COLUMN retry_on VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Error codes that are retried, comma-separated; NULL: all',
  ADD COLUMN no_retry_on VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Error codes that are never retried, comma-separated; NULL: none',
  ADD COLUMN concurrency_key VARCHAR(128) NULL COMMENT 'Instances of the tenant with this key share a limit; NULL: those of the definition do, if there is a limit',
  ADD COLUMN concurrency_limit INT NULL COMMENT 'Most of them that run at once; NULL: no limit',
  ADD COLUMN labels TEXT NULL COMMENT 'JSON object of texts, as submitted; instance_labels finds by them',
  ADD COLUMN progress_counters TEXT NULL COMMENT 'JSON object of numbers, as the handler last reported',
  ADD COLUMN progress_at DATETIME(3) NULL COMMENT 'When the last attempt last reported progress; UTC',
  DROP KEY idx_claim,
  ADD KEY idx_claim (status, queue, tenant_id, priority, run_at, id);
