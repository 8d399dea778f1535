package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.tenant.ApiKey;
import io.taskservice.tenant.KeyRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param id the handle for revoking it
 * @param keyId public part of the key, as the audit log names it
 * @param tenantId the tenant it speaks for
 * @param role what it may do
 * @param name what it is for
 * @param expiresAt refused from then on; null: does not expire
 * @param revokedAt refused since then; null: live
 * @param createdAt when it was made
 */
@Schema(name = "Key")
record KeyView(
        String id,
        String keyId,
        String tenantId,
        KeyRole role,
        String name,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        Instant createdAt) {

    static KeyView of(ApiKey key) {
        return new KeyView(
                key.id(),
                key.keyId(),
                key.tenantId().value(),
                key.role(),
                key.name(),
                key.expiresAt(),
                key.revokedAt(),
                key.createdAt());
    }
}
