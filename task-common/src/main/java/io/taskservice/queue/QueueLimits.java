package io.taskservice.queue;

import org.jspecify.annotations.Nullable;

/**
 * How much may start; null: no such limit.
 *
 * @param maxRunning most that run at once, in the whole cluster
 * @param rate how many may start in a time
 */
public record QueueLimits(
        @Nullable Integer maxRunning, @Nullable RateLimit rate) {

    /** No limits. */
    public static final QueueLimits NONE = new QueueLimits(null, null);
}
