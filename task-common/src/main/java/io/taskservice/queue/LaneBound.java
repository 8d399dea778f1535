package io.taskservice.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds a lane back, or may: as a queue is set up, or a tenant as a whole.
 *
 * @param name the queue, or {@link TaskQueue#WHOLE_TENANT}
 * @param pause that nothing starts; null: it is not paused
 * @param limits how much may start
 * @param running how many run that count against the limit; 0 without a limit
 * @param untilNext how long until the rate allows the next start; zero: it does, or there is none
 */
public record LaneBound(String name, @Nullable Pause pause, QueueLimits limits, int running, Duration untilNext) {

    /** Whether it is of the tenant as a whole. */
    public boolean isOfTenant() {
        return name.equals(TaskQueue.WHOLE_TENANT);
    }

    /** Whether as many run as may. */
    public boolean isFull() {
        Integer most = limits.maxRunning();
        return most != null && running >= most;
    }

    /** Whether the rate holds the next start back. */
    public boolean isOverRate() {
        return !untilNext.isZero();
    }
}
