package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_keys} without the hash; meanings are the table's comments. */
record ApiKeyRow(
        String id,
        String keyId,
        TenantId tenantId,
        KeyRole role,
        String scopes,
        String name,
        String lineageId,
        @Nullable Instant expiresAt,
        @Nullable Instant retiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        Instant createdAt) {

    ApiKey toKey() {
        return new ApiKey(
                id,
                keyId,
                tenantId,
                new KeyGrant(role, KeyScope.split(scopes)),
                name,
                lineageId,
                expiresAt,
                retiresAt,
                lastUsedAt,
                revokedAt,
                createdAt);
    }
}
