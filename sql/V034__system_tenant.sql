INSERT INTO tenants (id, name, status, created_at, updated_at)
VALUES ('system', 'System', 'ACTIVE', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));

INSERT INTO task_definitions (
  id, tenant_id, task_name, description, task_handler, queue, priority, schedule_type, cron_expression, interval_ms,
  anchor_at, time_zone, misfire_policy, misfire_threshold_ms, misfire_max, overlap_policy, timeout_ms, max_attempts,
  backoff_initial_ms, backoff_max_ms, delivery, status, next_fire_time, partition_no, version, created_at, updated_at
)
SELECT
  id, 'system', task_name, description, task_handler, queue, 5, schedule_type, cron_expression,
  CASE WHEN schedule_type = 'FIXED_RATE' THEN period_s * 1000 END,
  anchor_at, 'UTC', 'FIRE_ONCE', 60000, 100, 'FORBID', timeout_ms, 1,
  1000, 300000, 'AT_LEAST_ONCE', 'ENABLED',
  TIMESTAMPADD(SECOND, (TIMESTAMPDIFF(SECOND, anchor_at, UTC_TIMESTAMP()) DIV period_s + 1) * period_s, anchor_at),
  CRC32(id) % 16, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
FROM (
  SELECT '00000000-0000-7000-8000-000000000001' AS id, 'monitor-task-execution' AS task_name,
    'Finds instances that look stuck, and work that no live node would claim' AS description,
    'system.monitor' AS task_handler, 'monitoring' AS queue, 'FIXED_RATE' AS schedule_type, NULL AS cron_expression,
    30 AS period_s, CAST('2026-01-01 00:00:00.000' AS DATETIME(3)) AS anchor_at, 60000 AS timeout_ms
  UNION ALL
  SELECT '00000000-0000-7000-8000-000000000002', 'health-check',
    'Checks the database, Redis, the nodes and the clocks',
    'system.health', 'health_check', 'FIXED_RATE', NULL,
    300, CAST('2026-01-01 00:00:00.000' AS DATETIME(3)), 60000
  UNION ALL
  SELECT '00000000-0000-7000-8000-000000000003', 'cleanup-task-resources',
    'Deletes idempotency keys, nodes and statistics that have had their time',
    'system.resources', 'cleanup', 'CRON', '0 0 * * * ?',
    3600, CAST('2026-01-01 00:00:00.000' AS DATETIME(3)), 3600000
  UNION ALL
  SELECT '00000000-0000-7000-8000-000000000004', 'cleanup-old-data',
    'Deletes ended instances, gaps and logs that are older than they are kept',
    'system.retention', 'cleanup', 'CRON', '0 0 2 * * ?',
    86400, CAST('2026-01-01 02:00:00.000' AS DATETIME(3)), 43200000
) housekeeping;
