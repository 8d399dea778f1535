package io.taskservice.usage;

import io.taskservice.identity.TenantId;

/**
 * What one tenant used in a stretch of time.
 *
 * @param tenantId the tenant
 * @param counts what it used
 */
public record TenantUsage(TenantId tenantId, UsageCounts counts) {}
