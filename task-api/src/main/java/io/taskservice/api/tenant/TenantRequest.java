package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to be created.
 *
 * @param id chosen once, never changed
 * @param name for people
 */
@Schema(example = """
        {"id":"acme","name":"Acme Ltd."}""")
record TenantRequest(
        @Nullable
        @NotBlank(message = "id is required")
        @Pattern(
                regexp = "[a-z0-9][a-z0-9-]{0,35}",
                message = "id is 1 to 36 characters of a-z, 0-9 and hyphen, and does not start with a hyphen")
        String id,

        @Nullable @NotBlank(message = "name is required") @Size(max = 100, message = "name is at most 100 characters")
        String name) {}
