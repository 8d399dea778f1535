ALTER TABLE callback_secrets
  MODIFY COLUMN secret VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Signs what is sent to callback URLs; sealed as in webhooks',
  MODIFY COLUMN previous_secret VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'As in webhooks';
