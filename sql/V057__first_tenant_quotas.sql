INSERT INTO tenant_quotas (tenant_id, updated_at)
SELECT id, UTC_TIMESTAMP(3) FROM tenants;
