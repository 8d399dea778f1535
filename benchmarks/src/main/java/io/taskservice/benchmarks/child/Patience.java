package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.child.Measurement.OverCapException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for conditions, each no longer than the cap. */
record Patience(int capSeconds) {

    private static final long LOOK_MILLIS = 5;

    /** Looks every few milliseconds, which is the error of what is measured by it. */
    void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(capSeconds);
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new OverCapException();
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
