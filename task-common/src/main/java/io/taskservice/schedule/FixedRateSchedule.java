package io.taskservice.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fires at {@code anchor + k × period} for k = 0, 1, 2, …, exactly.
 *
 * <p>Each fire is computed from the anchor and never from the fire before, so lateness cannot add up to drift. The
 * first fire at or after an instant, and the number of fires in any stretch of time, cost one division.
 *
 * @param anchor the first fire; cut to the millisecond
 * @param period the time from fire to fire: 1 second to 100 years, whole milliseconds
 */
public record FixedRateSchedule(Instant anchor, Duration period) implements Schedule {

    public FixedRateSchedule {
        anchor = StorableInstant.checked("startsAt", anchor);
        period = Interval.checked(period);
    }

    @Override
    public ScheduleType type() {
        return ScheduleType.FIXED_RATE;
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        // Fires are numbered from 0, so the next one's number is the count of those that have been.
        Instant next = fire(countUpTo(instant));
        return next.isAfter(LAST_INSTANT) ? null : next;
    }

    @Override
    public @Nullable Instant previousBefore(Instant instant) {
        if (!instant.isAfter(anchor)) {
            return null;
        }
        return fire(countUpTo(instant.minusNanos(1)) - 1);
    }

    @Override
    public long countBetween(Instant after, Instant upTo, long cap) {
        long count = countUpTo(upTo) - countUpTo(after);
        return Math.max(0, Math.min(count, cap));
    }

    /** The fire number {@code k}, counted from 0 at the anchor. */
    Instant fire(long k) {
        return anchor.plusMillis(k * period.toMillis());
    }

    /** How many fires lie at or before {@code instant}; none lies after {@link #LAST_INSTANT}. */
    private long countUpTo(Instant instant) {
        if (instant.isBefore(anchor)) {
            return 0;
        }
        // Within the years 1970 to 9999, milliseconds are far from overflowing a long.
        Instant end = instant.isAfter(LAST_INSTANT) ? LAST_INSTANT : instant;
        return (end.toEpochMilli() - anchor.toEpochMilli()) / period.toMillis() + 1;
    }
}
