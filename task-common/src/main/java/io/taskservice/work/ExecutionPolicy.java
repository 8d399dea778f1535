package io.taskservice.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How attempts of an instance are bounded and repeated.
 *
 * @param timeout longest run of an attempt; null: none
 * @param maxAttempts attempts it has, failures counted; 1: no retry
 * @param backoff waits before retries
 * @param delivery what a lost node means
 */
public record ExecutionPolicy(@Nullable Duration timeout, int maxAttempts, Backoff backoff, Delivery delivery) {

    /** No time limit, no retry, at least once. */
    public static final ExecutionPolicy DEFAULT = new ExecutionPolicy(null, 1, Backoff.DEFAULT, Delivery.AT_LEAST_ONCE);
}
