package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.tenant.ApiKey;
import io.taskservice.tenant.IssuedKey;
import io.taskservice.tenant.KeyRole;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key just made.
 *
 * @param id the handle for rotating and revoking it
 * @param keyId public part of the key
 * @param key the key itself: shown this once and stored nowhere
 * @param tenantId the tenant it speaks for
 * @param role what it may do
 * @param scopes the parts of the API it may use; empty: all that the role may
 * @param name what it is for
 * @param expiresAt refused from then on; null: does not expire
 * @param createdAt when it was made
 */
@Schema(name = "IssuedKey")
record IssuedKeyView(
        String id,
        String keyId,

        @Schema(description = "Shown this once and stored nowhere")
        String key,

        String tenantId,
        KeyRole role,
        List<String> scopes,
        String name,
        @Nullable Instant expiresAt,
        Instant createdAt) {

    static IssuedKeyView of(IssuedKey issued) {
        ApiKey key = issued.key();
        return new IssuedKeyView(
                key.id(),
                key.keyId(),
                issued.text(),
                key.tenantId().value(),
                key.grant().role(),
                KeyView.scopes(key),
                key.name(),
                key.expiresAt(),
                key.createdAt());
    }

    /** Without the secret, so that it cannot end in a log. */
    @Override
    public String toString() {
        return "IssuedKeyView[" + keyId + "]";
    }
}
