package io.taskservice.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fire instants that a cron expression's local times become on the time line of a zone. */
sealed interface CronFires permits RealTimeFires, WallClockFires {

    @Nullable
    Instant nextAfter(Instant instant);

    @Nullable
    Instant previousBefore(Instant instant);
}
