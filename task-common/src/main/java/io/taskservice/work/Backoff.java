package io.taskservice.work;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the wait before retry n is uniform in [0, min(max, initial · 2^(n-1))].
 *
 * <p>The spread is what keeps many instances that failed together from coming back together (M. Brooker, "Exponential
 * Backoff And Jitter", AWS Architecture Blog, 2015).
 *
 * @param initial upper bound before the first retry
 * @param max upper bound before any retry
 */
public record Backoff(Duration initial, Duration max) {

    /** One second, at most five minutes. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** The wait before retry {@code retry}, which counts from 1; at least a millisecond. */
    public Duration before(int retry, RandomGenerator random) {
        int doublings = Math.min(retry - 1, 62);
        long cap = max.toMillis();
        long bound = initial.toMillis() > cap >> doublings ? cap : initial.toMillis() << doublings;
        return Duration.ofMillis(random.nextLong(Math.max(bound, 1)) + 1);
    }
}
