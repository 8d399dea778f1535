package io.taskservice.schedule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule seen through its validity window: the fires a definition really has.
 *
 * @param schedule the fires there could be
 * @param window the stretch of time in which they count
 */
public record Timetable(Schedule schedule, ValidityWindow window) {

    /** The first fire strictly after {@code instant}, or null if there is none left. */
    public @Nullable Instant nextAfter(Instant instant) {
        Instant next = schedule.nextAfter(instant);
        if (next != null && window.isBeforeStart(next)) {
            next = firstInWindow(instant);
        }
        return unlessEnded(next);
    }

    /** The first fire at or after {@code notBefore}, or null if there is none left. */
    public @Nullable Instant first(Instant notBefore) {
        return unlessEnded(firstInWindow(notBefore));
    }

    /** The last fire strictly before {@code instant}, or null if there was none. */
    public @Nullable Instant previousBefore(Instant instant) {
        Instant endsAt = window.endsAt();
        Instant bound = endsAt != null && endsAt.isBefore(instant) ? endsAt : instant;
        Instant previous = schedule.previousBefore(bound);
        return previous == null || window.isBeforeStart(previous) ? null : previous;
    }

    /** The fires in {@code (afterExclusive, upToInclusive]}, earliest first, at most {@code limit} of them. */
    public List<Instant> between(Instant afterExclusive, Instant upToInclusive, int limit) {
        return schedule.between(clippedToStart(afterExclusive), clippedToEnd(upToInclusive), limit);
    }

    /**
     * How many fires lie in {@code (afterExclusive, upToInclusive]}; counting stops at {@code cap}.
     *
     * <p>One division for a fixed rate; for cron, time proportional to the answer, which is what the cap is for.
     */
    public long countBetween(Instant afterExclusive, Instant upToInclusive, long cap) {
        return schedule.countBetween(clippedToStart(afterExclusive), clippedToEnd(upToInclusive), cap);
    }

    private @Nullable Instant firstInWindow(Instant notBefore) {
        Instant startsAt = window.startsAt();
        return schedule.atOrAfter(startsAt != null && startsAt.isAfter(notBefore) ? startsAt : notBefore);
    }

    private @Nullable Instant unlessEnded(@Nullable Instant fire) {
        return fire == null || window.isAtOrAfterEnd(fire) ? null : fire;
    }

    private Instant clippedToStart(Instant afterExclusive) {
        Instant startsAt = window.startsAt();
        return startsAt != null && afterExclusive.isBefore(startsAt) ? startsAt.minusNanos(1) : afterExclusive;
    }

    private Instant clippedToEnd(Instant upToInclusive) {
        Instant endsAt = window.endsAt();
        return endsAt != null && !upToInclusive.isBefore(endsAt) ? endsAt.minusNanos(1) : upToInclusive;
    }
}
