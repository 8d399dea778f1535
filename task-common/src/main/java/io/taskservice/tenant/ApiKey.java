package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential of the API, without its secret.
 *
 * @param id the handle for revoking it
 * @param keyId public part of the key
 * @param tenantId the tenant it speaks for
 * @param role what it may do
 * @param name what it is for, in its owner's words
 * @param expiresAt refused from then on; null: does not expire
 * @param revokedAt refused since then; null: live
 * @param createdAt when it was made
 */
public record ApiKey(
        String id,
        String keyId,
        TenantId tenantId,
        KeyRole role,
        String name,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        Instant createdAt) {}
