package io.taskservice.gate;

import io.taskservice.identity.TenantId;

/**
 * How many instances hold a slot of a gate.
 *
 * @param tenantId owner of the gate
 * @param gate its name
 * @param holders how many
 */
record Holders(TenantId tenantId, String gate, int holders) {}
