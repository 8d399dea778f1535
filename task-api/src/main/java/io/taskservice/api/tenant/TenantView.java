package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantStatus;
import java.time.Instant;

/**
 * A tenant.
 *
 * @param id its id
 * @param name for people
 * @param status whether it may use the platform
 * @param weight its share of the slots, relative to other tenants with work
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
@Schema(name = "Tenant")
record TenantView(String id, String name, TenantStatus status, int weight, Instant createdAt, Instant updatedAt) {

    static TenantView of(Tenant tenant) {
        return new TenantView(
                tenant.id().value(),
                tenant.name(),
                tenant.status(),
                tenant.weight(),
                tenant.createdAt(),
                tenant.updatedAt());
    }
}
