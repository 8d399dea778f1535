package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.policy.Priority;
import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Another priority for an instance that waits.
 *
 * @param priority the priority
 */
@Schema(name = "PriorityRequest", example = "{\"priority\":\"high\"}")
record PriorityRequest(
        @Nullable
        @NotNull(message = "priority is required: 1, which goes first, to 10, or high, normal, low")
        @Schema(
                implementation = Object.class,
                types = {"integer", "string"},
                description = "1, which goes first, to 10, or high (2), normal (5), low (8)")
        Priority priority) {

    /** The level, if it is one. */
    int level(Validator validator) {
        Violations violations = Violations.of(this, validator);
        Priority.check(priority).ifPresent((FieldError error) -> violations.add(error));
        violations.throwIfAny();
        return Priority.levelOf(priority);
    }
}
