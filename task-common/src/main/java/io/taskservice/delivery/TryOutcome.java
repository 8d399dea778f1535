package io.taskservice.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a try.
 *
 * @param state PENDING: it is tried again
 * @param pause how long before that; otherwise zero
 * @param status what was answered; null: nothing
 * @param error why it failed; null: it arrived
 * @param duration how long the try took
 */
public record TryOutcome(
        DeliveryState state,
        Duration pause,
        @Nullable Integer status,
        @Nullable String error,
        Duration duration) {

    /** Longest text that is kept. */
    private static final int MOST_ERROR = 500;

    public TryOutcome {
        error = error == null || error.length() <= MOST_ERROR ? error : error.substring(0, MOST_ERROR);
    }
}
