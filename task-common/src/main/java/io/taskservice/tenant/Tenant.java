package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.time.Instant;

/**
 * An owner of definitions and instances.
 *
 * @param id chosen at creation, never changed
 * @param name for people
 * @param status whether it may use the platform
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
public record Tenant(TenantId id, String name, TenantStatus status, Instant createdAt, Instant updatedAt) {}
