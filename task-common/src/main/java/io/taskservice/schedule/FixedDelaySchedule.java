package io.taskservice.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires first at {@code firstAt}, and from then on a fixed delay after the end of the last instance.
 *
 * <p>The one fire known in advance is {@code firstAt}; every later one exists only when its predecessor has ended. So:
 *
 * <ul>
 *   <li>{@code nextAfter(end of the last instance)} is {@code end + delay}, and {@code firstAt} before the first fire;
 *   <li>{@link #atOrAfter} never waits for a predecessor: past {@code firstAt} the answer is the instant itself, which
 *       is what a definition resumed without a running instance should do;
 *   <li>{@link #previousBefore}, {@link #between} and {@link #countBetween} know of {@code firstAt} only: after
 *       downtime there is nothing to catch up with beyond the fire already due.
 * </ul>
 *
 * @param delay from the end of one instance to the next fire: 1 second to 100 years, whole milliseconds
 * @param firstAt the first fire: the definition's {@code startsAt}, or its creation; cut to the millisecond
 */
public record FixedDelaySchedule(Duration delay, Instant firstAt) implements Schedule {

    private static final int NANOS_PER_MILLI = 1_000_000;

    public FixedDelaySchedule {
        delay = Interval.checked(delay);
        firstAt = StorableInstant.checked("startsAt", firstAt);
    }

    @Override
    public ScheduleType type() {
        return ScheduleType.FIXED_DELAY;
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        if (instant.isBefore(firstAt)) {
            return firstAt;
        }
        if (instant.isAfter(LAST_INSTANT.minus(delay))) {
            return null;
        }
        return instant.truncatedTo(ChronoUnit.MILLIS).plus(delay);
    }

    @Override
    public @Nullable Instant previousBefore(Instant instant) {
        return firstAt.isBefore(instant) ? firstAt : null;
    }

    @Override
    public @Nullable Instant atOrAfter(Instant instant) {
        if (!instant.isAfter(firstAt)) {
            return firstAt;
        }
        if (instant.isAfter(LAST_INSTANT)) {
            return null;
        }
        return instant.plusNanos(NANOS_PER_MILLI - 1).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<Instant> between(Instant after, Instant upTo, int limit) {
        return countBetween(after, upTo, limit) > 0 ? List.of(firstAt) : List.of();
    }

    @Override
    public long countBetween(Instant after, Instant upTo, long cap) {
        boolean within = firstAt.isAfter(after) && !firstAt.isAfter(upTo);
        return within && cap > 0 ? 1 : 0;
    }
}
