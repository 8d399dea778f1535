CREATE TABLE audit_suspects (
  invariant      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'What it would break',
  subject        VARCHAR(150) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Id of the row',
  seen           VARCHAR(300) NOT NULL COMMENT 'What it looked like: only what does not change meanwhile is believed',
  first_seen_at  DATETIME(3) NOT NULL COMMENT 'Since when it looks so; UTC',
  last_seen_at   DATETIME(3) NOT NULL COMMENT 'When it last did; UTC',
  PRIMARY KEY (invariant, subject)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'What looks wrong and may be only late: looked at again before it is believed';
