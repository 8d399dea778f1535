package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.queue.QueueLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant as a whole may do; null: no such limit.
 *
 * @param maxRunning most of all its queues that run at once
 * @param rate how many of them may start in a time
 */
@Schema(name = "Limits")
record LimitsView(@Nullable Integer maxRunning, @Nullable RateView rate) {

    static LimitsView of(QueueLimits limits) {
        return new LimitsView(limits.maxRunning(), RateView.of(limits.rate()));
    }
}
