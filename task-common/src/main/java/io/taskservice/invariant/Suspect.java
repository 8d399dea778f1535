package io.taskservice.invariant;

import io.taskservice.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Something that looks wrong.
 *
 * @param tenantId whose it is; null: unknown
 * @param subject its id
 * @param seen what it looks like; the same until something happens to it
 */
record Suspect(@Nullable TenantId tenantId, String subject, String seen) {

    Violation violation(boolean repaired) {
        return new Violation(tenantId, subject, seen, repaired);
    }
}
