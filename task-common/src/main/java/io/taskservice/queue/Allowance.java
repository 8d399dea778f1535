package io.taskservice.queue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a lane may start now.
 *
 * @param most so many
 * @param nextTry when none may: when to ask again; null: when something of it has ended
 * @param buckets the token buckets that starts are taken from
 */
public record Allowance(int most, @Nullable Duration nextTry, List<Bucket> buckets) {

    /** Nothing may start now. */
    public static final Allowance NONE = new Allowance(0, null, List.of());

    /** Another node claims from it just now; a moment later it will have committed. */
    static final Allowance CONTENDED = new Allowance(0, Duration.ofMillis(5), List.of());

    /** As many as there are free slots. */
    public static Allowance unlimited(int slots) {
        return new Allowance(slots, null, List.of());
    }

    /**
     * A token bucket as it stood when it was asked.
     *
     * @param name the queue, or {@link TaskQueue#WHOLE_TENANT}
     * @param tokens what it held
     */
    record Bucket(String name, double tokens) {}
}
