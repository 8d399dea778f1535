package io.taskservice.api.queue;

import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Violations;
import io.taskservice.queue.QueueLimits;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The limits that several requests carry; null: no such limit.
 *
 * @param maxRunning most that run at once
 * @param rate how many may start in a time
 */
record LimitFields(
        @Nullable
        @Min(value = 1, message = "maxRunning is at least 1; pause the queue if nothing is to run")
        @Max(value = 100_000, message = "maxRunning is at most 100000; leave it out for no limit")
        Integer maxRunning,

        @Nullable @Valid RateRequest rate) {

    void check(Violations violations, Validator validator) {
        Violations.of(this, validator).found().forEach(violations::add);
        if (rate != null && rate.isBurstTooLarge()) {
            violations.add(new FieldError(
                    "rate.burst", "TOO_LARGE", "rate.burst is more than rate.limit; choose at most that"));
        }
    }

    /** Only once they are validated. */
    QueueLimits toLimits() {
        return new QueueLimits(maxRunning, rate == null ? null : rate.toLimit());
    }
}
