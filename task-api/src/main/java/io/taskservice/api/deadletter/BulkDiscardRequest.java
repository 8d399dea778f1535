package io.taskservice.api.deadletter;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to discard.
 *
 * @param ids these
 * @param filter or such
 * @param limit at most so many
 * @param dryRun whether to count only
 */
@Schema(name = "BulkDiscardRequest", example = "{\"filter\":{\"fingerprint\":\"0f1e2d3c4b5a6978\"},\"dryRun\":true}")
record BulkDiscardRequest(
        @Nullable @Schema(description = "These instances, 1 to 1000")
        List<String> ids,

        @Nullable @Schema(description = "Or such; {} means all")
        FilterRequest filter,

        @Nullable
        @Schema(description = "At most so many of the filter's, the oldest; 1 to 10000", defaultValue = "1000")
        Integer limit,

        @Nullable @Schema(description = "Only count them", defaultValue = "false")
        Boolean dryRun) {

    Selection checked(Validator validator) {
        Selection selection = new Selection(ids, filter, limit);
        Violations violations = new Violations();
        selection.check(violations, validator);
        violations.throwIfAny();
        return selection;
    }

    boolean isDryRun() {
        return requireNonNullElse(dryRun, false);
    }
}
