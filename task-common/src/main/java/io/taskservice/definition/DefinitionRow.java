package io.taskservice.definition;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.ValidityWindow;
import io.taskservice.work.Codes;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Delivery;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Retries;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A row of {@code task_definitions}, column for column; meanings are the table's comments. */
record DefinitionRow(
        DefinitionId id,
        TenantId tenantId,
        String taskName,
        @Nullable String description,
        String taskHandler,
        String queue,
        int priority,
        @Nullable String taskParams,
        ScheduleType scheduleType,
        @Nullable String cronExpression,
        @Nullable Duration intervalMs,
        @Nullable Instant runAt,
        Instant anchorAt,
        ZoneId timeZone,
        DstGapPolicy dstGapPolicy,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        MisfirePolicy misfirePolicy,
        Duration misfireThresholdMs,
        int misfireMax,
        OverlapPolicy overlapPolicy,
        @Nullable Duration timeoutMs,
        int maxAttempts,
        Duration backoffInitialMs,
        Duration backoffMaxMs,
        Delivery delivery,
        DefinitionStatus status,
        @Nullable Instant nextFireTime,
        int partitionNo,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Duration queueTimeoutMs,
        @Nullable String retryOn,
        @Nullable String noRetryOn,
        @Nullable Integer maxConcurrency,
        @Nullable String concurrencyKey) {

    static DefinitionRow of(TaskDefinition d) {
        ScheduleSpec schedule = d.schedule();
        ExecutionPolicy execution = d.execution();
        return new DefinitionRow(
                d.id(),
                d.tenantId(),
                d.name(),
                d.description(),
                d.route().handler(),
                d.route().queue(),
                d.route().priority(),
                d.params(),
                schedule.type(),
                schedule.cronExpression(),
                schedule.interval(),
                schedule.runAt(),
                schedule.anchor(),
                schedule.zone(),
                schedule.gapPolicy(),
                schedule.window().startsAt(),
                schedule.window().endsAt(),
                d.firing().misfire(),
                d.firing().misfireThreshold(),
                d.firing().misfireMax(),
                d.firing().overlap(),
                execution.timeout(),
                execution.retries().maxAttempts(),
                execution.retries().backoff().initial(),
                execution.retries().backoff().max(),
                execution.delivery(),
                d.status(),
                d.cursor().nextFireTime(),
                TaskDefinition.partitionOf(d.id()),
                d.cursor().version(),
                d.createdAt(),
                d.updatedAt(),
                execution.queueTimeout(),
                Codes.toColumn(execution.retries().on()),
                Codes.toColumn(execution.retries().notOn()),
                d.concurrency() == null ? null : d.concurrency().limit(),
                d.concurrency() == null ? null : d.concurrency().key());
    }

    TaskDefinition toDefinition() {
        return new TaskDefinition(
                id,
                tenantId,
                taskName,
                description,
                new Route(taskHandler, queue, priority),
                taskParams,
                new ScheduleSpec(
                        scheduleType,
                        cronExpression,
                        intervalMs,
                        runAt,
                        anchorAt,
                        timeZone,
                        dstGapPolicy,
                        new ValidityWindow(startsAt, endsAt)),
                new FiringPolicy(misfirePolicy, misfireThresholdMs, misfireMax, overlapPolicy),
                execution(),
                maxConcurrency == null ? null : new Concurrency(concurrencyKey, maxConcurrency),
                status,
                new Cursor(nextFireTime, version),
                createdAt,
                updatedAt);
    }

    private ExecutionPolicy execution() {
        Retries retries = Retries.stored(maxAttempts, backoffInitialMs, backoffMaxMs, retryOn, noRetryOn);
        return new ExecutionPolicy(timeoutMs, queueTimeoutMs, retries, delivery);
    }
}
