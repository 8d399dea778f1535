package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to be created.
 *
 * @param id chosen once, never changed
 * @param name for people
 * @param weight its share of the slots, relative to other tenants with work; absent: 100
 */
@Schema(example = """
        {"id":"acme","name":"Acme Ltd.","weight":100}""")
record TenantRequest(
        @Nullable
        @NotBlank(message = "id is required")
        @Pattern(
                regexp = "[a-z0-9][a-z0-9-]{0,35}",
                message = "id is 1 to 36 characters of a-z, 0-9 and hyphen, and does not start with a hyphen")
        String id,

        @Nullable @NotBlank(message = "name is required") @Size(max = 100, message = "name is at most 100 characters")
        String name,

        @Nullable
        @Min(value = 1, message = "weight is at least 1")
        @Max(value = 1000, message = "weight is at most 1000")
        Integer weight) {}
