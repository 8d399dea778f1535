ALTER TABLE audit_log
  ADD COLUMN seq BIGINT NULL COMMENT 'Place in the chain of its tenant, from 1 without a hole; NULL: from an older version, until the next start',
  ADD COLUMN before_state TEXT NULL COMMENT 'What changed, as it was: JSON without params and secrets; NULL: nothing was there',
  ADD COLUMN after_state TEXT NULL COMMENT 'What changed, as it is now: JSON without params and secrets; NULL: nothing is left',
  ADD COLUMN prev_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'hash of the row before; 64 zeros for the first',
  ADD COLUMN hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'SHA-256 over all other columns, in hex',
  ADD UNIQUE KEY uk_chain (tenant_id, seq),
  ADD KEY idx_object (tenant_id, object_id, seq);
