INSERT INTO lanes (queue, tenant_id)
SELECT DISTINCT queue, tenant_id FROM task_instances;
