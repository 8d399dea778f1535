package io.taskservice.api.security;

import io.taskservice.identity.TenantId;
import io.taskservice.tenant.KeyRole;

/**
 * Who makes a request, and for which tenant.
 *
 * @param tenant the tenant it is for: the credential's own, or one that a platform administrator names
 * @param tenantActive whether that tenant may change anything
 * @param keyId public part of the credential
 * @param role what the credential may do
 * @param address where the request came from
 * @param traceId trace id of the request
 */
public record Caller(
        TenantId tenant, boolean tenantActive, String keyId, KeyRole role, String address, String traceId) {

    public boolean isPlatformAdmin() {
        return role == KeyRole.PLATFORM_ADMIN;
    }
}
