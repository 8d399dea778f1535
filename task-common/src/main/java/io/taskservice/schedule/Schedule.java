package io.taskservice.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of fire instants, asked by neighbourhood.
 *
 * <p>{@link #nextAfter} and {@link #previousBefore} look at the same set from both sides, so for every fire {@code f}
 * followed by {@code g}: {@code nextAfter(f) = g} and {@code previousBefore(g) = f}. The exception is
 * {@link FixedDelaySchedule}, most of whose fires exist only once an instance has ended.
 */
public sealed interface Schedule permits CronSchedule, FixedRateSchedule, FixedDelaySchedule, OnceSchedule {

    /** No schedule fires after this instant: it is the last one that MySQL's {@code DATETIME(3)} can hold. */
    Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Which of the four kinds this is. */
    ScheduleType type();

    /** The first fire strictly after {@code instant}, or null if there is none. */
    @Nullable
    Instant nextAfter(Instant instant);

    /** The last fire strictly before {@code instant}, or null if there is none. */
    @Nullable
    Instant previousBefore(Instant instant);

    /** The first fire at or after {@code instant}, or null if there is none. */
    default @Nullable Instant atOrAfter(Instant instant) {
        // Fires are whole milliseconds, so nothing lies between the nanosecond before and the instant itself.
        return nextAfter(instant.equals(Instant.MIN) ? instant : instant.minusNanos(1));
    }

    /** The fires in {@code (after, upTo]}, earliest first, at most {@code limit} of them. */
    default List<Instant> between(Instant after, Instant upTo, int limit) {
        List<Instant> fires = new ArrayList<>();
        Instant fire = after;
        while (fires.size() < limit) {
            fire = nextAfter(fire);
            if (fire == null || fire.isAfter(upTo)) {
                break;
            }
            fires.add(fire);
        }
        return List.copyOf(fires);
    }

    /** How many fires lie in {@code (after, upTo]}; counting stops at {@code cap}. */
    default long countBetween(Instant after, Instant upTo, long cap) {
        long count = 0;
        Instant fire = nextAfter(after);
        while (count < cap && fire != null && !fire.isAfter(upTo)) {
            count++;
            fire = nextAfter(fire);
        }
        return count;
    }
}
