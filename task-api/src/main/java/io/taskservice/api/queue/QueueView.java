package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.queue.Pause;
import io.taskservice.queue.QueueFlow;
import io.taskservice.queue.QueueLimits;
import io.taskservice.queue.QueueLoad;
import io.taskservice.queue.TaskQueue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A queue: how it is set up, and what is in it. */
@Schema(name = "Queue")
record QueueView(
        String name,
        @Nullable String description,
        boolean paused,
        @Nullable String pauseReason,
        @Nullable Instant pausedSince,

        @Nullable @Schema(description = "Most of it that run at once, in the whole cluster; null: no limit")
        Integer maxRunning,

        @Nullable @Schema(description = "How many of it may start in a time; null: no limit")
        RateView rate,

        @Schema(description = "Due, waiting for an executor")
        long pending,

        long running,

        @Schema(description = "Waiting for their time, their turn or a slot")
        long scheduled,

        @Nullable @Schema(description = "How long the longest of pending waits; null: none does")
        Long oldestAgeMs,

        @Schema(description = "Instances created a minute, in the last five minutes")
        double createdPerMinute,

        @Schema(description = "Of those created in the last five minutes, how many a minute have ended")
        double endedPerMinute,

        @Nullable @Schema(description = "When it was set up; null: nobody has, it exists because something is in it")
        Instant createdAt,

        @Nullable @Schema(description = "When it was last changed; null: nobody has set it up")
        Instant updatedAt) {

    /** The stretch of time over which flows are counted. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final double MINUTES = WINDOW.toMinutes();

    /** The view of a queue at {@code now}; {@code queue} null: nobody has set it up. */
    static QueueView of(@Nullable TaskQueue queue, QueueLoad load, QueueFlow flow, Instant now) {
        QueueLimits limits = queue == null ? QueueLimits.NONE : queue.limits();
        Pause pause = queue == null ? null : queue.pause();
        return new QueueView(
                load.name(),
                queue == null ? null : queue.description(),
                pause != null,
                pause == null ? null : pause.reason(),
                pause == null ? null : pause.since(),
                limits.maxRunning(),
                RateView.of(limits.rate()),
                load.pending(),
                load.running(),
                load.scheduled(),
                ageOf(load, now),
                flow.created() / MINUTES,
                flow.ended() / MINUTES,
                queue == null ? null : queue.createdAt(),
                queue == null ? null : queue.updatedAt());
    }

    /** How long the longest due one waits; null: none is due. */
    static @Nullable Long ageOf(QueueLoad load, Instant now) {
        Instant oldest = load.oldest();
        return oldest == null ? null : Math.max(0, Duration.between(oldest, now).toMillis());
    }
}
