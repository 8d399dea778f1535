CREATE TABLE tenant_quotas (
  tenant_id              VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'The tenant; each has a row, which claims and creations lock to keep to an exact quota',
  definitions            BIGINT NULL COMMENT 'Most definitions; NULL: the default of the platform, 0: no quota, and so in each of these columns',
  waiting                BIGINT NULL COMMENT 'Most instances that wait',
  running                INT NULL COMMENT 'Most instances that run at once',
  submits_per_second     INT NULL COMMENT 'Most tasks accepted in a second, over all nodes',
  log_bytes_per_day      BIGINT NULL COMMENT 'Most bytes of log messages kept of one day, UTC',
  deliveries_per_second  INT NULL COMMENT 'Most tries to deliver an event in a second, over all nodes',
  params_bytes           INT NULL COMMENT 'Longest params',
  updated_at             DATETIME(3) NOT NULL COMMENT 'Last change by a user; UTC',
  PRIMARY KEY (tenant_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'How much a tenant may have and do, where that is not the default';
