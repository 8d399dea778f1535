package io.taskservice.api.deadletter;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to run again, and how quickly.
 *
 * @param ids these
 * @param filter or such
 * @param ratePerSecond how many of them start a second
 * @param limit at most so many
 * @param dryRun whether to count only
 */
@Schema(
        name = "BulkRedriveRequest",
        example = "{\"filter\":{\"handler\":\"echo\",\"errorCode\":\"TIMEOUT\"},\"ratePerSecond\":10}")
record BulkRedriveRequest(
        @Nullable @Schema(description = "These instances, 1 to 1000")
        List<String> ids,

        @Nullable @Schema(description = "Or such; {} means all")
        FilterRequest filter,

        @Nullable
        @Min(value = 1, message = "ratePerSecond is at least 1")
        @Max(value = 1000, message = "ratePerSecond is at most 1000; leave it out to start all at once")
        @Schema(description = "So many start a second, 1 to 1000, evenly; left out: all at once")
        Integer ratePerSecond,

        @Nullable
        @Schema(description = "At most so many of the filter's, the oldest; 1 to 10000", defaultValue = "1000")
        Integer limit,

        @Nullable @Schema(description = "Only count them", defaultValue = "false")
        Boolean dryRun) {

    Selection checked(Validator validator) {
        Selection selection = new Selection(ids, filter, limit);
        Violations violations = Violations.of(this, validator);
        selection.check(violations, validator);
        violations.throwIfAny();
        return selection;
    }

    boolean isDryRun() {
        return requireNonNullElse(dryRun, false);
    }
}
