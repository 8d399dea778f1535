package io.taskservice.instance;

import io.taskservice.gate.Gate;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a claim needs to know of a waiting row of {@code task_instances}: half of the columns of an {@link InstanceRow}, for
 * reading them is what a claim mostly does. Meanings are the table's comments.
 */
record Claimable(
        InstanceId id,
        TenantId tenantId,
        @Nullable DefinitionId taskDefinitionId,
        String handler,
        String queue,
        int priority,
        @Nullable String executionParams,
        @Nullable Instant fireTime,
        Instant runAt,
        int attempt,
        int retryCount,
        int maxAttempts,
        Duration backoffInitialMs,
        Duration backoffMaxMs,
        @Nullable Duration timeoutMs,
        Delivery delivery,
        boolean followed,
        @Nullable String bizKey,
        @Nullable Instant expiresAt,
        @Nullable String retryOn,
        @Nullable String noRetryOn,
        @Nullable String concurrencyKey,
        @Nullable Integer concurrencyLimit,
        @Nullable String callbackUrl) {

    /** The claim that {@code node} makes of it at {@code now}. */
    Claim claimedBy(NodeId node, Instant now, boolean limitedLane) {
        Retries retries = Retries.stored(maxAttempts, backoffInitialMs, backoffMaxMs, retryOn, noRetryOn);
        return new Claim(
                id,
                tenantId,
                taskDefinitionId,
                node,
                attempt + 1,
                retryCount,
                new Route(handler, queue, priority),
                executionParams,
                new ExecutionPolicy(timeoutMs, null, retries, delivery),
                new Origin(fireTime, bizKey, null, null, null, Labels.NONE, callbackUrl),
                dueAt(),
                now,
                followed,
                gate(),
                limitedLane || concurrencyLimit != null);
    }

    /** Its gate; null: none. */
    @Nullable
    Gate gate() {
        return concurrencyLimit == null
                ? null
                : Gate.of(tenantId, taskDefinitionId, new Concurrency(concurrencyKey, concurrencyLimit));
    }

    /** Its place in the line of its gate, if it has to wait there. */
    Optional<Slot> slot() {
        return Optional.ofNullable(gate()).map(gate -> new Slot(id, gate, priority, runAt));
    }

    /** Whether it should have started before. */
    boolean isExpiredAt(Instant now) {
        return attempt == 0 && expiresAt != null && !expiresAt.isAfter(now);
    }

    private Instant dueAt() {
        boolean isFirstTry = attempt == 0 && !followed;
        return isFirstTry && fireTime != null ? fireTime : runAt;
    }
}
