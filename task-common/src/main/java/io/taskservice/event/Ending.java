package io.taskservice.event;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;

/**
 * That an instance has ended, in the transaction under way.
 *
 * @param instance the instance
 * @param tenantId its owner
 * @param hasCallback whether its submitter asked to be told
 */
public record Ending(InstanceId instance, TenantId tenantId, boolean hasCallback) {}
