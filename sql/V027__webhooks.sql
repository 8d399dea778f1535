CREATE TABLE webhooks (
  id               VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUIDv7',
  tenant_id        VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  name             VARCHAR(100) NOT NULL COMMENT 'For people',
  description      VARCHAR(500) NULL COMMENT 'For people',
  url              VARCHAR(1000) NOT NULL COMMENT 'Where events are posted',
  events           VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Types it wants, comma-separated',
  secret           VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whsec_ and the signing key in base64; needed in clear to sign',
  previous_secret  VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'The one before the last rotation, which signs too',
  previous_until   DATETIME(3) NULL COMMENT 'Until then; UTC',
  status           ENUM ('ENABLED', 'DISABLED') NOT NULL COMMENT 'Only an enabled webhook is told of events',
  disabled_reason  VARCHAR(500) NULL COMMENT 'Why it was disabled',
  created_at       DATETIME(3) NOT NULL COMMENT 'UTC',
  updated_at       DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  KEY idx_tenant (tenant_id, status, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Who is told of the ends of a tenant''s instances';
