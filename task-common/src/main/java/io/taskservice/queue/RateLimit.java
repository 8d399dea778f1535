package io.taskservice.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket: it holds up to {@code burst} starts and gains {@code limit} of them evenly over each period.
 *
 * @param limit starts a period, at least 1
 * @param period the period
 * @param burst most starts at once, at least 1
 */
public record RateLimit(int limit, Duration period, int burst) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What the bucket holds now; {@code refilledAt} null: nobody has taken from it yet, it is full. */
    double tokensAt(Instant now, double tokens, @Nullable Instant refilledAt) {
        if (refilledAt == null) {
            return burst;
        }
        double millis = Math.max(0, Duration.between(refilledAt, now).toMillis());
        return Math.min(burst, tokens + millis * limit / period.toMillis());
    }

    /** How long until the bucket holds a whole token; zero: it does. */
    Duration untilNext(double tokens) {
        double missing = Math.max(0, 1 - tokens);
        return Duration.ofNanos((long) Math.ceil(missing * period.toMillis() / limit * NANOS_PER_MILLI));
    }
}
