ALTER TABLE task_definitions
  ADD COLUMN queue_timeout_ms BIGINT NULL COMMENT 'Longest wait from due to its first start; milliseconds; NULL: none',
  ADD COLUMN retry_on VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Error codes that are retried, comma-separated; NULL: all',
  ADD COLUMN no_retry_on VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Error codes that are never retried, comma-separated; NULL: none',
  ADD COLUMN max_concurrency INT NULL COMMENT 'Most of its instances, or of the tenant''s with the same key, that run at once; NULL: no limit',
  ADD COLUMN concurrency_key VARCHAR(128) NULL COMMENT 'The key, or a JSON pointer to it in the params; NULL: the definition itself';
