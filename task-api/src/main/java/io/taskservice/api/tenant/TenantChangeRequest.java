package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant is to be from now on.
 *
 * @param name for people
 * @param weight its share of the slots, relative to other tenants with work
 */
@Schema(example = """
        {"name":"Acme Ltd.","weight":300}""")
record TenantChangeRequest(
        @Nullable @NotBlank(message = "name is required") @Size(max = 100, message = "name is at most 100 characters")
        String name,

        @Nullable
        @NotNull(message = "weight is required")
        @Min(value = 1, message = "weight is at least 1")
        @Max(value = 1000, message = "weight is at most 1000")
        Integer weight) {}
