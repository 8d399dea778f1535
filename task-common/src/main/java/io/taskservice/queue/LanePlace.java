package io.taskservice.queue;

import io.taskservice.identity.TenantId;

/**
 * Names a lane.
 *
 * @param queue the queue
 * @param tenantId the tenant
 */
public record LanePlace(String queue, TenantId tenantId) {}
