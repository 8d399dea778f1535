CREATE TABLE lanes (
  queue      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'A queue',
  tenant_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'A tenant that has had an instance in it',
  PRIMARY KEY (queue, tenant_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Where claims look for work; rows are only ever added';
