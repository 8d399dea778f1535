CREATE TABLE tenant_usage (
  tenant_id   VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The tenant',
  day         DATE NOT NULL COMMENT 'The day on which it was counted; UTC',
  submits     BIGINT NOT NULL COMMENT 'Instances that people and programs asked for: submitted, run by hand, retried, redriven',
  refusals    BIGINT NOT NULL COMMENT 'Instances and definitions refused because a quota was used up',
  fires       BIGINT NOT NULL COMMENT 'Instances made from fire times',
  attempts    BIGINT NOT NULL COMMENT 'Attempts that ended and whose outcome stands',
  successes   BIGINT NOT NULL COMMENT 'Instances that an attempt ended SUCCESS',
  failures    BIGINT NOT NULL COMMENT 'Instances that an attempt ended FAILED',
  run_ms      BIGINT NOT NULL COMMENT 'Sum of the durations of the attempts; milliseconds',
  log_bytes   BIGINT NOT NULL COMMENT 'Bytes of the log messages kept',
  deliveries  BIGINT NOT NULL COMMENT 'Tries to deliver an event',
  PRIMARY KEY (tenant_id, day),
  KEY idx_day (day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'What each tenant used, day by day; nodes add to it every few seconds';
