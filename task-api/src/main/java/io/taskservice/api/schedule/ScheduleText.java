package io.taskservice.api.schedule;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.schedule.Schedule;
import io.taskservice.schedule.ScheduleDescription;
import java.util.Locale;

/**
 * A schedule in words.
 *
 * @param en in English
 * @param zh in Chinese
 */
public record ScheduleText(
        @Schema(example = "at 02:00 every day") String en,
        @Schema(example = "每天 02:00") String zh) {

    public static ScheduleText of(Schedule schedule) {
        return new ScheduleText(
                ScheduleDescription.describe(schedule, Locale.ENGLISH),
                ScheduleDescription.describe(schedule, Locale.CHINESE));
    }
}
