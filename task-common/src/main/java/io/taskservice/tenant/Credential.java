package io.taskservice.tenant;

import io.taskservice.identity.TenantId;

/**
 * What a presented key proves.
 *
 * @param keyId public part of the key, for the audit log
 * @param tenantId the tenant it speaks for
 * @param role what it may do
 * @param tenantStatus whether that tenant may use the platform
 */
public record Credential(String keyId, TenantId tenantId, KeyRole role, TenantStatus tenantStatus) {}
