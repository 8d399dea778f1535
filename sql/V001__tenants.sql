CREATE TABLE tenants (
  id          VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Tenant id: [a-z0-9-], 1 to 36 characters, chosen at creation',
  name        VARCHAR(100) NOT NULL COMMENT 'Display name',
  status      ENUM ('ACTIVE', 'DISABLED') NOT NULL DEFAULT 'ACTIVE' COMMENT 'A disabled tenant''s keys are refused and its definitions do not fire',
  created_at  DATETIME(3) NOT NULL COMMENT 'UTC',
  updated_at  DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Owners of everything; nothing crosses tenants';
