package io.taskservice.schedule;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One fire of a preview.
 *
 * @param instant when it is
 * @param local the same in the schedule's zone; UTC for schedules without one
 * @param note what is unusual about it, in English, or null
 */
public record PlannedFire(
        Instant instant, ZonedDateTime local, @Nullable String note) {}
