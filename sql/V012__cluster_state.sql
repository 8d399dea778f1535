CREATE TABLE cluster_state (
  name        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'scheduler',
  wish        ENUM ('RUNNING', 'STOPPED') NOT NULL COMMENT 'What the nodes are asked to be',
  generation  BIGINT NOT NULL COMMENT 'Grows with each wish; a restart keeps RUNNING and grows it',
  updated_by  VARCHAR(100) NOT NULL COMMENT 'Key id of the credential that wished it',
  updated_at  DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'What people wish of the cluster; nodes obey within a second';
