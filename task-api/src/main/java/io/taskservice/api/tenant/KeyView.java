package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.tenant.ApiKey;
import io.taskservice.tenant.KeyRole;
import io.taskservice.tenant.KeyScope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param id the handle for rotating and revoking it
 * @param keyId public part of the key, as the audit log names it
 * @param tenantId the tenant it speaks for
 * @param role what it may do
 * @param scopes the parts of the API it may use; empty: all that the role may
 * @param name what it is for
 * @param lineageId the same for keys that replaced one another by rotation
 * @param expiresAt refused from then on; null: does not expire
 * @param retiresAt refused from then on, because a successor has taken its place; null: it has none
 * @param lastUsedAt when it was last seen to be used, to the minute or so; null: never
 * @param revokedAt refused since then; null: live
 * @param createdAt when it was made
 */
@Schema(name = "Key")
record KeyView(
        String id,
        String keyId,
        String tenantId,
        KeyRole role,
        List<String> scopes,
        String name,
        String lineageId,
        @Nullable Instant expiresAt,
        @Nullable Instant retiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        Instant createdAt) {

    static KeyView of(ApiKey key) {
        return new KeyView(
                key.id(),
                key.keyId(),
                key.tenantId().value(),
                key.grant().role(),
                scopes(key),
                key.name(),
                key.lineageId(),
                key.expiresAt(),
                key.retiresAt(),
                key.lastUsedAt(),
                key.revokedAt(),
                key.createdAt());
    }

    static List<String> scopes(ApiKey key) {
        return key.grant().scopes().stream().sorted().map(KeyScope::text).toList();
    }
}
