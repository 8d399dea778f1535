CREATE TABLE audit_log (
  id           VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUIDv7',
  tenant_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Tenant acted upon',
  actor        VARCHAR(100) NOT NULL COMMENT 'Key id of the credential',
  action       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'definition.create and so on',
  object_id    VARCHAR(100) NULL COMMENT 'Id of what was acted upon',
  detail       TEXT NULL COMMENT 'What else matters, JSON',
  address      VARCHAR(64) NULL COMMENT 'Address the request came from',
  request_id   VARCHAR(64) NULL COMMENT 'Trace id of the request',
  created_at   DATETIME(3) NOT NULL COMMENT 'UTC',
  PRIMARY KEY (id),
  KEY idx_tenant (tenant_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'Who did what; rows are only ever added';
