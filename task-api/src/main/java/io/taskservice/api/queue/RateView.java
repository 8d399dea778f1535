package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.queue.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * How many may start in a time.
 *
 * @param limit starts a period
 * @param periodMs the period
 * @param burst most starts at once
 */
@Schema(name = "Rate")
record RateView(int limit, long periodMs, int burst) {

    static @Nullable RateView of(@Nullable RateLimit rate) {
        return rate == null ? null : new RateView(rate.limit(), rate.period().toMillis(), rate.burst());
    }
}
