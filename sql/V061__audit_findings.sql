CREATE TABLE audit_findings (
  invariant    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'What must be, as in claim-of-lost-node',
  checked_at   DATETIME(3) NOT NULL COMMENT 'When a pass last looked to its end; UTC',
  violated_at  DATETIME(3) NULL COMMENT 'When it was last found broken; NULL: never; UTC',
  found        BIGINT NOT NULL COMMENT 'How often it was found broken',
  repaired     BIGINT NOT NULL COMMENT 'How often of these it was put right',
  place        VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Where the next pass goes on, if each looks at a stretch of a table; NULL: from the start',
  examples     TEXT NULL COMMENT 'JSON: the last few, each with tenant, subject, what was seen, whether it was put right, and when',
  PRIMARY KEY (invariant)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'What the last passes of the auditor found, a row for each invariant';
