package io.taskservice.api.security;

import io.taskservice.identity.TenantId;
import io.taskservice.tenant.KeyGrant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and for which tenant.
 *
 * @param tenant the tenant it is for: the credential's own, or one that a platform administrator names
 * @param tenantActive whether that tenant may change anything
 * @param keyId public part of the key, or who the token is about
 * @param grant what the credential may do
 * @param validUntil the end of a token; null: it is a key, which can be asked for again
 * @param address where the request came from
 * @param traceId trace id of the request
 */
public record Caller(
        TenantId tenant,
        boolean tenantActive,
        String keyId,
        KeyGrant grant,
        @Nullable Instant validUntil,
        String address,
        String traceId) {

    public boolean isPlatformAdmin() {
        return grant.isPlatformAdmin();
    }
}
