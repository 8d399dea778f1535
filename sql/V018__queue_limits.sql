ALTER TABLE queues
  MODIFY COLUMN name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The queue; *: the limits of the tenant as a whole',
  ADD COLUMN paused BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'Nothing in it starts',
  ADD COLUMN pause_reason VARCHAR(200) NULL COMMENT 'Why, in the words of whoever paused it',
  ADD COLUMN paused_at DATETIME(3) NULL COMMENT 'UTC',
  ADD COLUMN max_running INT NULL COMMENT 'Most instances of it that run at once, in the whole cluster; NULL: no limit',
  ADD COLUMN rate_limit INT NULL COMMENT 'Most starts in a period; NULL: no limit',
  ADD COLUMN rate_period_ms BIGINT NULL COMMENT 'The period; milliseconds',
  ADD COLUMN rate_burst INT NULL COMMENT 'Size of the token bucket: most starts at once',
  ADD COLUMN tokens DOUBLE NOT NULL DEFAULT 0 COMMENT 'Starts left in the bucket when it was last filled up',
  ADD COLUMN refilled_at DATETIME(3) NULL COMMENT 'When that was; NULL: it is full; UTC',
  ADD COLUMN updated_at DATETIME(3) NULL COMMENT 'Last change by a user; UTC';
