ALTER TABLE task_instances
  ADD COLUMN stage ENUM ('SCHEDULED', 'ACTIVE', 'SUCCESS', 'FAILED', 'CANCELLED')
    GENERATED ALWAYS AS (CASE WHEN status IN ('PENDING', 'RUNNING') THEN 'ACTIVE' ELSE status END) STORED
    COMMENT 'The status; PENDING and RUNNING are one: a start leaves all indexes but idx_claim as they are',
  ADD COLUMN definition_stage ENUM ('SCHEDULED', 'ACTIVE', 'SUCCESS', 'FAILED', 'CANCELLED')
    GENERATED ALWAYS AS (CASE WHEN task_definition_id IS NULL THEN NULL
      WHEN status IN ('PENDING', 'RUNNING') THEN 'ACTIVE' ELSE status END) STORED
    COMMENT 'The stage; NULL: submitted ad hoc, so that its entry in idx_definition never moves',
  ADD COLUMN promote_at DATETIME(3)
    GENERATED ALWAYS AS (CASE WHEN status = 'SCHEDULED' THEN run_at END) STORED
    COMMENT 'run_at of what is SCHEDULED; NULL: anything else, whose entry in idx_promote never moves; UTC',
  DROP KEY idx_claim,
  DROP KEY idx_promote,
  DROP KEY idx_tenant,
  DROP KEY idx_definition,
  ADD KEY idx_claim (status, tenant_id, queue, priority, run_at, id),
  ADD KEY idx_promote (promote_at, id),
  ADD KEY idx_tenant (tenant_id, stage, id),
  ADD KEY idx_definition (tenant_id, task_definition_id, definition_stage, id);
