package io.taskservice.api.schedule;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.schedule.PlannedFire;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One fire to come.
 *
 * @param fireTime when it is
 * @param localTime the same in the schedule's zone
 * @param timeZone that zone
 * @param note what is unusual about it
 */
public record FireView(
        Instant fireTime,
        @Schema(example = "2026-03-29T03:00:00+02:00") String localTime,
        @Schema(example = "Europe/Berlin") String timeZone,
        @Nullable String note) {

    static FireView of(PlannedFire fire) {
        return new FireView(
                fire.instant(),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(fire.local()),
                fire.local().getZone().getId(),
                fire.note());
    }
}
