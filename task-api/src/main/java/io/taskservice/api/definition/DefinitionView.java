package io.taskservice.api.definition;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.schedule.ScheduleText;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.FiringPolicy;
import io.taskservice.definition.MisfirePolicy;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.ScheduleSpec;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.work.Delivery;
import io.taskservice.work.ExecutionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A definition as the API shows it: what a client wrote, defaults filled in, and what has become of it. */
@Schema(name = "Definition")
record DefinitionView(
        String id,
        String taskName,
        @Nullable String description,
        String taskHandler,
        String queue,
        int priority,
        @Nullable String taskParams,
        ScheduleType scheduleType,
        @Nullable String cronExpression,
        @Nullable Long intervalMs,
        @Nullable Instant runAt,
        String timeZone,
        DstGapPolicy dstGapPolicy,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        ScheduleText scheduleDescription,
        MisfirePolicy misfirePolicy,
        long misfireThresholdMs,
        int misfireMax,
        OverlapPolicy overlapPolicy,
        @Nullable Long timeoutMs,
        int maxAttempts,
        long backoffInitialMs,
        long backoffMaxMs,
        @Nullable Set<String> retryOn,
        @Nullable Set<String> noRetryOn,
        @Nullable Long queueTimeoutMs,
        @Nullable Integer maxConcurrency,
        @Nullable String concurrencyKey,
        Delivery delivery,
        DefinitionStatus status,
        boolean enabled,

        @Nullable @Schema(description = "Null: it will not fire, or, FIXED_DELAY, when its active instance has ended")
        Instant nextFireTime,

        @Schema(description = "Grows with each edit; the ETag")
        long version,

        Instant createdAt,
        Instant updatedAt) {

    static DefinitionView of(TaskDefinition d) {
        ScheduleSpec schedule = d.schedule();
        FiringPolicy firing = d.firing();
        ExecutionPolicy execution = d.execution();
        return new DefinitionView(
                d.id().value(),
                d.name(),
                d.description(),
                d.route().handler(),
                d.route().queue(),
                d.route().priority(),
                d.params(),
                schedule.type(),
                schedule.cronExpression(),
                millis(schedule.interval()),
                schedule.runAt(),
                schedule.zone().getId(),
                schedule.gapPolicy(),
                schedule.window().startsAt(),
                schedule.window().endsAt(),
                ScheduleText.of(schedule.timetable().schedule()),
                firing.misfire(),
                firing.misfireThreshold().toMillis(),
                firing.misfireMax(),
                firing.overlap(),
                millis(execution.timeout()),
                execution.retries().maxAttempts(),
                execution.retries().backoff().initial().toMillis(),
                execution.retries().backoff().max().toMillis(),
                codes(execution.retries().on()),
                codes(execution.retries().notOn()),
                millis(execution.queueTimeout()),
                d.concurrency() == null ? null : d.concurrency().limit(),
                d.concurrency() == null ? null : d.concurrency().key(),
                execution.delivery(),
                d.status(),
                d.status() != DefinitionStatus.DISABLED,
                d.cursor().nextFireTime(),
                d.cursor().version(),
                d.createdAt(),
                d.updatedAt());
    }

    private static @Nullable Set<String> codes(Set<String> codes) {
        return codes.isEmpty() ? null : new TreeSet<>(codes);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
