package io.taskservice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is in a queue of a tenant now.
 *
 * @param name the queue
 * @param pending due, waiting to be claimed
 * @param running claimed
 * @param scheduled waiting for their time, a retry or a slot
 * @param oldest since when the longest due one waits; null: none is due
 */
public record QueueLoad(
        String name,
        long pending,
        long running,
        long scheduled,
        @Nullable Instant oldest) {

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return pending == 0 && running == 0 && scheduled == 0;
    }

    /** Of a queue in which nothing is. */
    public static QueueLoad none(String name) {
        return new QueueLoad(name, 0, 0, 0, null);
    }
}
