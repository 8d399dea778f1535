ALTER TABLE tenants
  ADD COLUMN weight SMALLINT NOT NULL DEFAULT 100 COMMENT 'Its share of the slots, relative to other tenants with work: 1 to 1000' AFTER status;
