package io.taskservice.api.queue;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.queue.RateLimit;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many may start in a time.
 *
 * @param limit starts a period
 * @param periodMs the period
 * @param burst most starts at once
 */
@Schema(name = "RateRequest", example = "{\"limit\":600,\"periodMs\":60000}")
record RateRequest(
        @Nullable
        @NotNull(message = "rate.limit is required: starts a period")
        @Min(value = 1, message = "rate.limit is at least 1; pause the queue if nothing is to start")
        @Max(value = 1_000_000, message = "rate.limit is at most 1000000")
        @Schema(description = "Starts a period, spread evenly over it")
        Integer limit,

        @Nullable
        @Min(value = 1000, message = "rate.periodMs is at least 1000")
        @Max(value = 86_400_000L, message = "rate.periodMs is at most 86400000 (a day)")
        @Schema(defaultValue = "1000")
        Long periodMs,

        @Nullable
        @Min(value = 1, message = "rate.burst is at least 1")
        @Schema(
                description = "Most starts at once, at most limit, after a time without any. Left out: as many as a"
                        + " second brings, at least 1")
        Integer burst) {

    private static final long SECOND = 1000;

    /** Whether the burst is more than a whole period brings. */
    boolean isBurstTooLarge() {
        return limit != null && burst != null && burst > limit;
    }

    /** Only once it is validated. */
    RateLimit toLimit() {
        int starts = Objects.requireNonNull(limit);
        long period = requireNonNullElse(periodMs, SECOND);
        int ofASecond = (int) Math.max(1, starts * SECOND / period);
        return new RateLimit(starts, Duration.ofMillis(period), requireNonNullElse(burst, ofASecond));
    }
}
