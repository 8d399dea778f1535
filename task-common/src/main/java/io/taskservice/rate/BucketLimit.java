package io.taskservice.rate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast a bucket fills, and how much it holds.
 *
 * @param perSecond tokens a second; 0: no limit
 * @param burst tokens when it is full
 */
public record BucketLimit(int perSecond, int burst) {

    public boolean isOff() {
        return perSecond == 0;
    }

    /** Until the next token, in nanoseconds. */
    public long intervalNanos() {
        return TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** From empty to full, in nanoseconds. */
    public long depthNanos() {
        return intervalNanos() * burst;
    }

    /** The window that grants a whole burst, in whole seconds. */
    public Duration window() {
        return Duration.ofSeconds((burst + perSecond - 1L) / perSecond);
    }
}
