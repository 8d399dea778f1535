package io.taskservice.instance;

import io.taskservice.gate.Gate;
import io.taskservice.gate.Gated;
import io.taskservice.gate.Slot;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Delivery;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Labels;
import io.taskservice.work.Retries;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code task_instances}, column for column; meanings are the table's comments. */
record InstanceRow(
        InstanceId id,
        TenantId tenantId,
        @Nullable DefinitionId taskDefinitionId,
        String handler,
        String queue,
        int priority,
        @Nullable String executionParams,
        InstanceStatus status,
        @Nullable Instant fireTime,
        Instant runAt,
        int attempt,
        int retryCount,
        int crashCount,
        int maxAttempts,
        Duration backoffInitialMs,
        Duration backoffMaxMs,
        @Nullable Duration timeoutMs,
        Delivery delivery,
        boolean followed,
        boolean cancelRequested,
        @Nullable NodeId executionNode,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Duration executionDuration,
        @Nullable Integer progress,
        @Nullable String progressMessage,
        @Nullable String result,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String bizKey,
        @Nullable String requestKey,
        @Nullable InstanceId retryOf,
        @Nullable String traceId,
        Instant createdAt,
        @Nullable Duration queueTimeoutMs,
        @Nullable Instant expiresAt,
        @Nullable String retryOn,
        @Nullable String noRetryOn,
        @Nullable String concurrencyKey,
        @Nullable Integer concurrencyLimit,
        @Nullable String labels,
        @Nullable String progressCounters,
        @Nullable Instant progressAt,
        @Nullable String callbackUrl)
        implements Gated {

    TaskInstance toInstance() {
        return new TaskInstance(
                id,
                tenantId,
                taskDefinitionId,
                new Route(handler, queue, priority),
                executionParams,
                execution(),
                origin(),
                status,
                runAt,
                new TaskInstance.Run(
                        attempt,
                        retryCount,
                        crashCount,
                        executionNode,
                        startTime,
                        endTime,
                        executionDuration,
                        cancelRequested,
                        new TaskInstance.Progress(progress, progressMessage, progressCounters, progressAt)),
                new TaskInstance.Outcome(result, errorCode, errorMessage),
                createdAt,
                concurrency(),
                expiresAt);
    }

    @Override
    public @Nullable Gate gate() {
        return Gate.of(tenantId, taskDefinitionId, concurrency());
    }

    @Override
    public boolean isOfDefinition() {
        return taskDefinitionId != null;
    }

    /** Whether it waits in the line of a gate. */
    boolean isParked() {
        return status == InstanceStatus.SCHEDULED && runAt.equals(Slot.PARKED);
    }

    /** Whether it should have started before. */
    boolean isExpiredAt(Instant now) {
        return attempt == 0 && expiresAt != null && !expiresAt.isAfter(now);
    }

    private @Nullable Concurrency concurrency() {
        return concurrencyLimit == null ? null : new Concurrency(concurrencyKey, concurrencyLimit);
    }

    private ExecutionPolicy execution() {
        Retries retries = Retries.stored(maxAttempts, backoffInitialMs, backoffMaxMs, retryOn, noRetryOn);
        return new ExecutionPolicy(timeoutMs, queueTimeoutMs, retries, delivery);
    }

    private Origin origin() {
        return new Origin(fireTime, bizKey, requestKey, retryOf, traceId, Labels.parse(labels), callbackUrl);
    }
}
