CREATE TABLE nodes (
  id            VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Host name and the start of the boot id; new for each process start and each lost lease',
  boot_id       VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Random for each process start',
  roles         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Roles it plays, comma-separated',
  address       VARCHAR(255) NOT NULL COMMENT 'Host and HTTP port, for people',
  version       VARCHAR(64) NOT NULL COMMENT 'Version of the software',
  slots         INT NOT NULL COMMENT 'Handlers it runs at once',
  busy          INT NOT NULL COMMENT 'Handlers it runs now, as of the last heartbeat',
  handlers      TEXT NOT NULL COMMENT 'Names of its handlers, one a line',
  queues        TEXT NOT NULL COMMENT 'Queues it claims from, one a line',
  partitions    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Partitions of definitions it owns, comma-separated',
  state         ENUM ('ALIVE', 'DRAINING', 'DEAD', 'GONE') NOT NULL COMMENT 'DEAD: lease over, its claims are being freed; GONE: nothing left to do for it',
  generation    BIGINT NOT NULL COMMENT 'Scheduler: the generation of the wish it last obeyed',
  lease_until   DATETIME(3) NOT NULL COMMENT 'Its claims are its own until then; UTC',
  started_at    DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  KEY idx_lease (state, lease_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Processes, and the lease each renews for all its claims';
