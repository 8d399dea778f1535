package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential of the API, without its secret.
 *
 * @param id the handle for rotating and revoking it
 * @param keyId public part of the key
 * @param tenantId the tenant it speaks for
 * @param grant what it may do
 * @param name what it is for, in its owner's words
 * @param lineageId id of the first key of those that replaced one another by rotation
 * @param expiresAt refused from then on; null: does not expire
 * @param retiresAt refused from then on, because a successor has taken its place; null: it has none
 * @param lastUsedAt when it was last seen to be used, to the minute or so; null: never
 * @param revokedAt refused since then; null: live
 * @param createdAt when it was made
 */
public record ApiKey(
        String id,
        String keyId,
        TenantId tenantId,
        KeyGrant grant,
        String name,
        String lineageId,
        @Nullable Instant expiresAt,
        @Nullable Instant retiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        Instant createdAt) {

    boolean isFromOutside() {
        return KeyText.isOutsideKeyId(keyId);
    }
}
