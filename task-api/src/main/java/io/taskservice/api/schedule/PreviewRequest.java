package io.taskservice.api.schedule;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.InvalidScheduleException;
import io.taskservice.schedule.ScheduleType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule to look at before saving it.
 *
 * @param scheduleType kind of schedule
 * @param cronExpression CRON only: Quartz dialect
 * @param intervalMs FIXED_RATE and FIXED_DELAY only
 * @param runAt ONCE only
 * @param timeZone zone of the cron expression
 * @param dstGapPolicy what becomes of a local time that a clock change skips
 * @param startsAt first instant it may fire
 * @param endsAt first instant it may not fire any more
 * @param count how many fires to show
 */
@Schema(example = """
        {"scheduleType":"CRON","cronExpression":"0 0 2 * * ?","timeZone":"Europe/Berlin","count":5}""")
record PreviewRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        ScheduleType scheduleType,

        @Nullable String cronExpression,
        @Nullable Long intervalMs,
        @Nullable Instant runAt,
        @Nullable @Schema(defaultValue = "UTC") String timeZone,
        @Nullable @Schema(defaultValue = "FIRE") DstGapPolicy dstGapPolicy,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,

        @Nullable @Min(1) @Max(100) @Schema(defaultValue = "10")
        Integer count) {

    ScheduleFields fields() {
        if (scheduleType == null) {
            throw new InvalidScheduleException(
                    "scheduleType", "scheduleType is required: CRON, FIXED_RATE, FIXED_DELAY or ONCE");
        }
        return new ScheduleFields(
                scheduleType, cronExpression, intervalMs, runAt, timeZone, dstGapPolicy, startsAt, endsAt);
    }

    int fires() {
        int wanted = Objects.requireNonNullElse(count, 10);
        if (wanted < 1 || wanted > 100) {
            throw new InvalidScheduleException("count", "count is " + wanted + "; choose 1 to 100");
        }
        return wanted;
    }
}
