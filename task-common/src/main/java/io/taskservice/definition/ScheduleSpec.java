package io.taskservice.definition;

import io.taskservice.schedule.CronExpression;
import io.taskservice.schedule.CronSchedule;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.FixedDelaySchedule;
import io.taskservice.schedule.FixedRateSchedule;
import io.taskservice.schedule.InvalidScheduleException;
import io.taskservice.schedule.OnceSchedule;
import io.taskservice.schedule.Schedule;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.Timetable;
import io.taskservice.schedule.ValidityWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is written down: the columns of a definition, or the fields of a request.
 *
 * @param type kind of schedule; decides which of the next three is used
 * @param cronExpression CRON only
 * @param interval FIXED_RATE and FIXED_DELAY only
 * @param runAt ONCE only
 * @param anchor FIXED_RATE: fire k is anchor + k · interval; FIXED_DELAY: the first fire
 * @param zone CRON: the zone its fields are read in
 * @param gapPolicy CRON: what becomes of a local time a clock change skips
 * @param window when it may fire at all
 */
public record ScheduleSpec(
        ScheduleType type,
        @Nullable String cronExpression,
        @Nullable Duration interval,
        @Nullable Instant runAt,
        Instant anchor,
        ZoneId zone,
        DstGapPolicy gapPolicy,
        ValidityWindow window) {

    /** Its fire times; throws {@link InvalidScheduleException} when a field is missing or wrong. */
    public Timetable timetable() {
        return new Timetable(schedule(), window);
    }

    private Schedule schedule() {
        return switch (type) {
            case CRON ->
                new CronSchedule(CronExpression.parse(required(cronExpression, "cronExpression")), zone, gapPolicy);
            case FIXED_RATE -> new FixedRateSchedule(anchor, required(interval, "intervalMs"));
            case FIXED_DELAY -> new FixedDelaySchedule(required(interval, "intervalMs"), anchor);
            case ONCE -> new OnceSchedule(required(runAt, "runAt"));
        };
    }

    private <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new InvalidScheduleException(field, -1, "A " + type + " schedule needs " + field);
        }
        return value;
    }
}
