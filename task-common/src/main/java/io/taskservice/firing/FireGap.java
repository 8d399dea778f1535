package io.taskservice.firing;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import java.time.Instant;

/**
 * Fire times in a row that made no instance.
 *
 * @param tenantId owner of the definition
 * @param definitionId the definition
 * @param from first of them
 * @param to last of them
 * @param fires how many, both ends counted
 * @param reason why
 */
public record FireGap(
        TenantId tenantId, DefinitionId definitionId, Instant from, Instant to, long fires, GapReason reason) {}
