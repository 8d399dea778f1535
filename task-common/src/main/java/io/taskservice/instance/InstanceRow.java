package io.taskservice.instance;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Backoff;
import io.taskservice.work.Delivery;
import io.taskservice.work.ExecutionPolicy;
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
        Instant createdAt) {

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
                        new TaskInstance.Progress(progress, progressMessage)),
                new TaskInstance.Outcome(result, errorCode, errorMessage),
                createdAt);
    }

    /** The claim that {@code node} makes of this waiting row at {@code now}. */
    Claim claimedBy(NodeId node, Instant now) {
        return new Claim(
                id,
                tenantId,
                taskDefinitionId,
                node,
                attempt + 1,
                retryCount,
                new Route(handler, queue, priority),
                executionParams,
                execution(),
                origin(),
                dueAt(),
                now,
                followed);
    }

    private Instant dueAt() {
        boolean isFirstTry = attempt == 0 && !followed;
        return isFirstTry && fireTime != null ? fireTime : runAt;
    }

    private ExecutionPolicy execution() {
        return new ExecutionPolicy(timeoutMs, maxAttempts, new Backoff(backoffInitialMs, backoffMaxMs), delivery);
    }

    private Origin origin() {
        return new Origin(fireTime, bizKey, requestKey, retryOf, traceId);
    }
}
