CREATE TABLE gate_locks (
  bucket  SMALLINT NOT NULL COMMENT 'CRC-32 of tenant and gate modulo 64',
  PRIMARY KEY (bucket)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Held while the slots of a gate are given and taken; never written';
