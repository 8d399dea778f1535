package io.taskservice.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How attempts of an instance are bounded and repeated.
 *
 * @param timeout longest run of an attempt; null: none
 * @param queueTimeout longest wait from due to the first start; null: none
 * @param retries which failures are tried again
 * @param delivery what a lost node means
 */
public record ExecutionPolicy(
        @Nullable Duration timeout, @Nullable Duration queueTimeout, Retries retries, Delivery delivery) {

    /** No time limits, no retry, at least once. */
    public static final ExecutionPolicy DEFAULT = new ExecutionPolicy(null, null, Retries.NONE, Delivery.AT_LEAST_ONCE);
}
