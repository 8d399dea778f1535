package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a presented key or token proves.
 *
 * @param keyId public part of the key, or who a token is about; for the audit log
 * @param tenantId the tenant it speaks for
 * @param grant what it may do
 * @param tenantStatus whether that tenant may use the platform
 * @param validUntil the end of a token, which cannot be asked for again as a key can; null: it is a key
 */
public record Credential(
        String keyId,
        TenantId tenantId,
        KeyGrant grant,
        TenantStatus tenantStatus,
        @Nullable Instant validUntil) {}
