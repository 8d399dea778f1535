package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.child.Measurement.OverCapException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Waits for conditions.
 *
 * @param capSeconds no longer than this for each
 * @param lookMillis time between two looks
 */
record Patience(int capSeconds, long lookMillis) {

    private static final long LOOK_MILLIS = 5;

    Patience(int capSeconds) {
        this(capSeconds, LOOK_MILLIS);
    }

    /** The time between two looks is the error of what is measured by it. */
    void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(capSeconds);
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new OverCapException();
            }
            Thread.sleep(lookMillis);
        }
    }
}
