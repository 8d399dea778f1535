package io.taskservice.api.schedule;

import io.taskservice.definition.ScheduleSpec;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.InvalidScheduleException;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.ValidityWindow;
import io.taskservice.text.Nearest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request that make a schedule; null: not given.
 *
 * @param type kind of schedule
 * @param cronExpression CRON only
 * @param intervalMs FIXED_RATE and FIXED_DELAY only, milliseconds
 * @param runAt ONCE only
 * @param timeZone zone of the cron expression
 * @param gapPolicy what becomes of a local time that a clock change skips
 * @param startsAt first instant it may fire
 * @param endsAt first instant it may not fire any more
 */
public record ScheduleFields(
        ScheduleType type,
        @Nullable String cronExpression,
        @Nullable Long intervalMs,
        @Nullable Instant runAt,
        @Nullable String timeZone,
        @Nullable DstGapPolicy gapPolicy,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt) {

    /** The zone of whoever names none. */
    public static final String DEFAULT_ZONE = "UTC";

    private static final int LONGEST_CRON = 200;

    /**
     * The schedule, checked as far as it can be without knowing the time; throws {@link InvalidScheduleException}.
     *
     * @param anchorByDefault where FIXED_RATE and FIXED_DELAY count from when {@code startsAt} is not given
     */
    public ScheduleSpec spec(Instant anchorByDefault) {
        requireApplicable();
        ValidityWindow window = new ValidityWindow(startsAt, endsAt);
        ScheduleSpec spec = new ScheduleSpec(
                type,
                cronExpression,
                intervalMs == null ? null : Duration.ofMillis(intervalMs),
                runAt == null ? null : runAt.truncatedTo(ChronoUnit.MILLIS),
                Objects.requireNonNullElse(window.startsAt(), anchorByDefault),
                zone(),
                Objects.requireNonNullElse(gapPolicy, DstGapPolicy.FIRE),
                window);
        spec.timetable();
        return spec;
    }

    private void requireApplicable() {
        requireUnused(cronExpression, "cronExpression", type == ScheduleType.CRON);
        requireUnused(intervalMs, "intervalMs", type == ScheduleType.FIXED_RATE || type == ScheduleType.FIXED_DELAY);
        requireUnused(runAt, "runAt", type == ScheduleType.ONCE);
        if (cronExpression != null && cronExpression.length() > LONGEST_CRON) {
            throw new InvalidScheduleException(
                    "cronExpression", "the expression is longer than " + LONGEST_CRON + " characters; use ranges");
        }
    }

    private void requireUnused(@Nullable Object value, String field, boolean applies) {
        if (value != null && !applies) {
            throw new InvalidScheduleException(
                    field, field + " means nothing to a " + type + " schedule; leave it out or choose another type");
        }
    }

    private ZoneId zone() {
        String name = Objects.requireNonNullElse(timeZone, DEFAULT_ZONE);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            String suggestion = Nearest.suggestion(name, ZoneId.getAvailableZoneIds());
            throw new InvalidScheduleException(
                    "timeZone",
                    "time zone '" + name + "' is not known"
                            + (suggestion.isEmpty()
                                    ? "; use a region such as Europe/Berlin, UTC, or an offset such as +08:00"
                                    : suggestion));
        }
    }
}
