package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.tenant.KeyGrant;
import io.taskservice.tenant.KeyRole;
import io.taskservice.tenant.KeyScope;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what it is for
 * @param role what it may do
 * @param scopes the parts of the API it may use
 * @param expiresAt refused from then on
 */
@Schema(example = """
        {"name":"billing service","role":"OPERATOR","scopes":["submit","instances"],"expiresAt":"2030-01-01T00:00:00Z"}""")
record KeyRequest(
        @Nullable
        @NotBlank(message = "name is required: what the key is for")
        @Size(max = 100, message = "name is at most 100 characters")
        String name,

        @Nullable @Schema(defaultValue = "EDITOR", description = "Not above the role of the key that asks")
        KeyRole role,

        @Nullable
        @Schema(
                description = "definitions, instances, submit, queues, webhooks, keys, platform; empty or left out: all"
                        + " that the role may. Not beyond those of the key that asks",
                example = "[\"submit\",\"instances\"]")
        List<@Nullable String> scopes,

        @Nullable @Schema(description = "Left out: does not expire")
        Instant expiresAt) {

    /** The scopes as they were written, none of them missing. */
    List<String> scopeTexts() {
        return scopes == null ? List.of() : scopes.stream().map(String::valueOf).toList();
    }

    /** What the key shall be allowed, once the scopes have been checked. */
    KeyGrant grant() {
        return new KeyGrant(
                Objects.requireNonNullElse(role, KeyRole.EDITOR),
                scopeTexts().stream()
                        .map(text -> KeyScope.parse(text).orElseThrow())
                        .collect(Collectors.toSet()));
    }
}
