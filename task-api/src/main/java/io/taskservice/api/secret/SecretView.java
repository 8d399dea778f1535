package io.taskservice.api.secret;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.secret.TenantSecret;
import java.time.Instant;

/**
 * A secret without its value, which nobody can read again.
 *
 * @param name what params refer to it by
 * @param createdAt when it was first set
 * @param updatedAt when it was last set
 * @param updatedBy public key id of the credential that set it
 */
@Schema(name = "Secret")
record SecretView(
        @Schema(example = "billing.password") String name, Instant createdAt, Instant updatedAt, String updatedBy) {

    static SecretView of(TenantSecret secret) {
        return new SecretView(secret.name(), secret.createdAt(), secret.updatedAt(), secret.updatedBy());
    }
}
