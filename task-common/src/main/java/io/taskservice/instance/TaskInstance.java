package io.taskservice.instance;

import io.taskservice.gate.Slot;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Concurrency;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be run, from a fire time or from a request, as it stands in the database.
 *
 * <p>It is a picture, not a handle: changing what it shows goes through {@link TaskInstanceRepository}, whose every
 * write is guarded by the status, node and attempt it was decided from.
 *
 * @param id its id
 * @param tenantId its owner
 * @param definitionId the definition it comes from; null: submitted ad hoc
 * @param route where it goes
 * @param params what the handler gets
 * @param execution how it is bounded and repeated
 * @param origin what it comes from
 * @param status where it stands
 * @param runAt not claimable before; {@link NewInstance.Start#ITS_TURN}: waits for an earlier instance
 * @param run its last attempt
 * @param outcome what came out
 * @param createdAt when it was created
 * @param concurrency how many of its like run at once; null: no limit
 * @param expiresAt when it expires, unless it has started; null: never
 */
public record TaskInstance(
        InstanceId id,
        TenantId tenantId,
        @Nullable DefinitionId definitionId,
        Route route,
        @Nullable String params,
        ExecutionPolicy execution,
        Origin origin,
        InstanceStatus status,
        Instant runAt,
        Run run,
        Outcome outcome,
        Instant createdAt,
        @Nullable Concurrency concurrency,
        @Nullable Instant expiresAt) {

    /** Whether it waits for an earlier instance of its definition to end. */
    public boolean waitsForItsTurn() {
        return status == InstanceStatus.SCHEDULED && runAt.equals(NewInstance.Start.ITS_TURN);
    }

    /** Whether it waits for a slot: as many of its like run as may. */
    public boolean waitsForASlot() {
        return status == InstanceStatus.SCHEDULED && runAt.equals(Slot.PARKED);
    }

    /**
     * The last attempt, as far as it went.
     *
     * @param attempt number of the last attempt, and its fencing token; 0: none yet
     * @param retries retries made after failed attempts
     * @param crashes attempts whose node was lost
     * @param node the node of the last attempt
     * @param startTime start of the last attempt
     * @param endTime end of the instance, once terminal
     * @param duration duration of the last attempt
     * @param cancelRequested whether a cancel waits for its node to obey
     * @param progress percent and message, as last reported
     */
    public record Run(
            int attempt,
            int retries,
            int crashes,
            @Nullable NodeId node,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable Duration duration,
            boolean cancelRequested,
            Progress progress) {}

    /**
     * How far the handler says it is.
     *
     * @param percent 0 to 100
     * @param message in the handler's words
     * @param counters what it counts, a JSON object of numbers
     * @param reportedAt when it last said so
     */
    public record Progress(
            @Nullable Integer percent,
            @Nullable String message,
            @Nullable String counters,
            @Nullable Instant reportedAt) {}

    /**
     * What came out.
     *
     * @param result what the handler returned
     * @param errorCode why it failed, for machines; a {@link FailureCode}, or the handler's own
     * @param errorMessage why it failed, for people
     */
    public record Outcome(
            @Nullable String result,
            @Nullable String errorCode,
            @Nullable String errorMessage) {}
}
