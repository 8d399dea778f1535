package io.taskservice.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Fires at one instant and never again.
 *
 * @param at the only fire; cut to the millisecond
 */
public record OnceSchedule(Instant at) implements Schedule {

    public OnceSchedule {
        at = StorableInstant.checked("runAt", at);
    }

    @Override
    public ScheduleType type() {
        return ScheduleType.ONCE;
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return at.isAfter(instant) ? at : null;
    }

    @Override
    public @Nullable Instant previousBefore(Instant instant) {
        return at.isBefore(instant) ? at : null;
    }
}
