package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.time.Instant;

/**
 * An owner of definitions and instances.
 *
 * @param id chosen at creation, never changed
 * @param name for people
 * @param status whether it may use the platform
 * @param weight its share of the slots, relative to other tenants with work: 1 to 1000
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
public record Tenant(TenantId id, String name, TenantStatus status, int weight, Instant createdAt, Instant updatedAt) {

    /** Of a tenant of whom nothing else is said. */
    public static final int DEFAULT_WEIGHT = 100;
}
