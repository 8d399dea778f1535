package io.taskservice.audit;

import io.taskservice.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One thing somebody did.
 *
 * @param tenantId tenant acted upon
 * @param actor public key id of the credential, or the part of the platform that acted by itself
 * @param action {@code definition.create} and so on: object, dot, verb
 * @param objectId id of what was acted upon
 * @param detail what else matters, JSON; never params, keys or other secrets
 * @param address address the request came from
 * @param requestId trace id of the request
 */
public record AuditEntry(
        TenantId tenantId,
        String actor,
        String action,
        @Nullable String objectId,
        @Nullable String detail,
        @Nullable String address,
        @Nullable String requestId) {

    /** Something the platform did without a request. */
    public static AuditEntry ofPlatform(TenantId tenant, String action, @Nullable String objectId) {
        return new AuditEntry(tenant, "platform", action, objectId, null, null, null);
    }
}
