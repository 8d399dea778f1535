package io.taskservice.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of time in which a definition may fire: start included, end excluded, null for open.
 *
 * @param startsAt the first instant that may fire, or null; cut to the millisecond
 * @param endsAt the first instant that may not fire any more, or null; cut to the millisecond
 */
public record ValidityWindow(
        @Nullable Instant startsAt, @Nullable Instant endsAt) {

    /** The window that is never closed. */
    public static final ValidityWindow ALWAYS = new ValidityWindow(null, null);

    public ValidityWindow {
        startsAt = startsAt == null ? null : StorableInstant.checked("startsAt", startsAt);
        endsAt = endsAt == null ? null : StorableInstant.checked("endsAt", endsAt);
        if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
            throw new InvalidScheduleException(
                    "endsAt", "endsAt " + endsAt + " is not after startsAt " + startsAt + "; choose a later end");
        }
    }

    /** Whether a fire at {@code instant} is allowed. */
    public boolean contains(Instant instant) {
        return !isBeforeStart(instant) && !isAtOrAfterEnd(instant);
    }

    boolean isBeforeStart(Instant instant) {
        return startsAt != null && instant.isBefore(startsAt);
    }

    boolean isAtOrAfterEnd(Instant instant) {
        return endsAt != null && !instant.isBefore(endsAt);
    }
}
