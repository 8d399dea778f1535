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
 * @param states what it was before and after
 * @param address address the request came from
 * @param requestId trace id of the request
 */
public record AuditEntry(
        TenantId tenantId,
        String actor,
        String action,
        @Nullable String objectId,
        @Nullable String detail,
        States states,
        @Nullable String address,
        @Nullable String requestId) {

    /** Most bytes of a state. */
    public static final int MOST_STATE_BYTES = 8192;

    /** Something the platform did without a request. */
    public static AuditEntry ofPlatform(TenantId tenant, String action, @Nullable String objectId) {
        return new AuditEntry(tenant, "platform", action, objectId, null, States.NONE, null, null);
    }

    /**
     * What changed, as JSON without params and secrets.
     *
     * @param before as it was; null: it was not there, or does not matter
     * @param after as it is now; null as before
     */
    public record States(@Nullable String before, @Nullable String after) {

        /** Nothing is told of it. */
        public static final States NONE = new States(null, null);
    }
}
