package io.taskservice.instance;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Codes;
import io.taskservice.work.Concurrency;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance about to be created.
 *
 * @param id its id
 * @param tenantId its owner
 * @param definitionId the definition it comes from; null: submitted ad hoc
 * @param route where it goes
 * @param params what the handler gets
 * @param execution how it is bounded and repeated
 * @param origin what it comes from
 * @param start when it may be claimed
 * @param followed whether its definition acts when it ends
 * @param concurrency how many of its like run at once; null: no limit
 */
public record NewInstance(
        InstanceId id,
        TenantId tenantId,
        @Nullable DefinitionId definitionId,
        Route route,
        @Nullable String params,
        ExecutionPolicy execution,
        Origin origin,
        Start start,
        boolean followed,
        @Nullable Concurrency concurrency) {

    /** An instance of a definition, with its route, params and policy unless {@code params} says otherwise. */
    public static NewInstance of(TaskDefinition definition, @Nullable String params, Origin origin, Start start) {
        String given = params == null ? definition.params() : params;
        Concurrency concurrency = definition.concurrency();
        return new NewInstance(
                InstanceId.next(),
                definition.tenantId(),
                definition.id(),
                definition.route(),
                given,
                definition.execution(),
                origin,
                start,
                isFollowed(definition, origin),
                concurrency == null ? null : concurrency.resolvedIn(given));
    }

    /** The same instance, to be claimed at another time. */
    public NewInstance withStart(Start other) {
        return new NewInstance(
                id, tenantId, definitionId, route, params, execution, origin, other, followed, concurrency);
    }

    /** When it expires, unless it has started; null: never. It counts from when it is due, not from its turn. */
    @Nullable
    Instant expiresAt() {
        Duration most = execution.queueTimeout();
        if (most == null) {
            return null;
        }
        Instant due = origin.fireTime() == null ? start.runAt() : origin.fireTime();
        return due.isBefore(Start.ITS_TURN) ? due.plus(most) : null;
    }

    /** As columns hold it. */
    @Nullable
    String retryOn() {
        return Codes.toColumn(execution.retries().on());
    }

    /** As columns hold it. */
    @Nullable
    String noRetryOn() {
        return Codes.toColumn(execution.retries().notOn());
    }

    /** As columns hold it. */
    @Nullable
    String labels() {
        return origin.labels().toJson();
    }

    private static boolean isFollowed(TaskDefinition definition, Origin origin) {
        return switch (definition.schedule().type()) {
            case FIXED_DELAY ->
                origin.fireTime() != null || definition.firing().overlap().isSerial();
            case CRON, FIXED_RATE, ONCE -> definition.firing().overlap().isSerial();
        };
    }

    /**
     * When an instance may be claimed.
     *
     * @param status PENDING or SCHEDULED
     * @param runAt not before
     */
    public record Start(InstanceStatus status, Instant runAt) {

        /** Stands in for "when an earlier instance has ended"; within what DATETIME holds. */
        public static final Instant ITS_TURN = Instant.parse("9999-01-01T00:00:00Z");

        /** At once. */
        public static Start now(Instant now) {
            return new Start(InstanceStatus.PENDING, now);
        }

        /** At an instant: at once when that has come. */
        public static Start at(Instant instant, Instant now) {
            return instant.isAfter(now) ? new Start(InstanceStatus.SCHEDULED, instant) : now(now);
        }

        /** When every earlier instance of its definition has ended. */
        public static Start inTurn() {
            return new Start(InstanceStatus.SCHEDULED, ITS_TURN);
        }
    }
}
