CREATE TABLE callback_secrets (
  tenant_id        VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Owner',
  secret           VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Signs what is sent to callback URLs; as in webhooks',
  previous_secret  VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'As in webhooks',
  previous_until   DATETIME(3) NULL COMMENT 'As in webhooks; UTC',
  since            DATETIME(3) NOT NULL COMMENT 'When the secret was made; UTC',
  PRIMARY KEY (tenant_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT = 'One signing secret per tenant for callback URLs';
