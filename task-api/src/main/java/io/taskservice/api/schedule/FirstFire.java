package io.taskservice.api.schedule;

import io.taskservice.definition.ScheduleSpec;
import io.taskservice.schedule.InvalidScheduleException;
import io.taskservice.schedule.Timetable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first fire of a schedule that is saved, or switched on, now: saving never makes up for the past. */
public final class FirstFire {

    private FirstFire() {}

    /**
     * The first fire after {@code now}; a FIXED_DELAY whose first fire has come fires at once. A schedule that will never
     * fire again is refused.
     */
    public static Instant of(ScheduleSpec schedule, Instant now) {
        Timetable timetable = schedule.timetable();
        Instant first = switch (schedule.type()) {
            case CRON, FIXED_RATE, ONCE -> timetable.nextAfter(now);
            case FIXED_DELAY -> timetable.first(now);
        };
        if (first == null) {
            throw never(schedule, now);
        }
        return first;
    }

    private static InvalidScheduleException never(ScheduleSpec schedule, Instant now) {
        @Nullable Instant endsAt = schedule.window().endsAt();
        if (endsAt != null && !endsAt.isAfter(now)) {
            return new InvalidScheduleException("endsAt", "endsAt " + endsAt + " has passed; choose a later end");
        }
        return switch (schedule.type()) {
            case ONCE ->
                new InvalidScheduleException(
                        "runAt", "runAt " + schedule.runAt() + " is not in the future or outside startsAt and endsAt");
            case CRON ->
                new InvalidScheduleException(
                        "cronExpression",
                        "the expression has no fire left in the future and within startsAt and endsAt");
            case FIXED_RATE, FIXED_DELAY ->
                new InvalidScheduleException("endsAt", "no fire is left before endsAt; choose a later end");
        };
    }
}
