package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.tenant.KeyRole;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what it is for
 * @param role what it may do
 * @param expiresAt refused from then on
 */
@Schema(example = """
        {"name":"billing service","role":"TENANT","expiresAt":"2030-01-01T00:00:00Z"}""")
record KeyRequest(
        @Nullable
        @NotBlank(message = "name is required: what the key is for")
        @Size(max = 100, message = "name is at most 100 characters")
        String name,

        @Nullable @Schema(defaultValue = "TENANT") KeyRole role,

        @Nullable @Schema(description = "Left out: does not expire")
        Instant expiresAt) {

    KeyRole wantedRole() {
        return Objects.requireNonNullElse(role, KeyRole.TENANT);
    }
}
