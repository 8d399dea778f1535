package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.Violations;
import io.taskservice.queue.QueueLimits;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant as a whole may do, whole: what is left out is no limit.
 *
 * @param maxRunning most of all its queues that run at once
 * @param rate how many of them may start in a time
 */
@Schema(name = "LimitsRequest", example = QueueExamples.LIMITS)
record LimitsRequest(
        @Nullable @Schema(description = "Most that run at once, of all its queues, 1 to 100000; left out: no limit")
        Integer maxRunning,

        @Nullable @Schema(description = "How many may start in a time; left out: no limit")
        RateRequest rate) {

    QueueLimits checked(Validator validator) {
        LimitFields fields = new LimitFields(maxRunning, rate);
        Violations violations = new Violations();
        fields.check(violations, validator);
        violations.throwIfAny();
        return fields.toLimits();
    }
}
