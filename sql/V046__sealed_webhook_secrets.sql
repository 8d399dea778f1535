ALTER TABLE webhooks
  MODIFY COLUMN secret VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Signing key, sealed: v1, id of the master key, nonce and ciphertext in base64, by colons; in clear (whsec_…) only until the next start',
  MODIFY COLUMN previous_secret VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'The one before the last rotation, which signs too; sealed';
