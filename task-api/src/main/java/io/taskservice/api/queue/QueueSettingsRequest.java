package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.queue.QueueLimits;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a queue is to be like, whole: what is left out is none.
 *
 * @param description what it is for
 * @param maxRunning most of it that run at once
 * @param rate how many of it may start in a time
 */
@Schema(name = "QueueSettingsRequest", example = QueueExamples.SETTINGS)
record QueueSettingsRequest(
        @Nullable @Size(max = 500, message = "description is at most 500 characters")
        String description,

        @Nullable
        @Schema(description = "Most of it that run at once, in the whole cluster, 1 to 100000; left out: no limit")
        Integer maxRunning,

        @Nullable @Schema(description = "How many of it may start in a time; left out: no limit")
        RateRequest rate) {

    void check(Validator validator) {
        Violations violations = new Violations();
        check(violations, validator);
        violations.throwIfAny();
    }

    void check(Violations violations, Validator validator) {
        Violations.of(this, validator).found().forEach(violations::add);
        Texts.check("description", description, true).ifPresent(violations::add);
        fields().check(violations, validator);
    }

    /** Only once they are validated. */
    QueueLimits limits() {
        return fields().toLimits();
    }

    private LimitFields fields() {
        return new LimitFields(maxRunning, rate);
    }
}
