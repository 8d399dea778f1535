package io.taskservice.instance;

import io.taskservice.event.Ending;
import io.taskservice.gate.Gate;
import io.taskservice.gate.Gated;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An instance that has ended in the transaction under way.
 *
 * @param id the instance
 * @param tenantId its owner
 * @param route where it went
 * @param status its terminal status
 * @param isOfDefinition whether it comes from a definition
 * @param followed whether its definition acts on that
 * @param gate its gate; null: none
 * @param errorCode why, unless it ended well
 * @param errorMessage why, for people
 * @param hasCallback whether its submitter asked to be told
 */
record Ended(
        InstanceId id,
        TenantId tenantId,
        Route route,
        InstanceStatus status,
        boolean isOfDefinition,
        boolean followed,
        @Nullable Gate gate,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        boolean hasCallback)
        implements Gated {

    /** By the outcome of its attempt. */
    static Ended by(Completion completion) {
        Claim claim = completion.claim();
        return new Ended(
                claim.id(),
                claim.tenantId(),
                claim.route(),
                completion.status(),
                claim.isOfDefinition(),
                claim.followed(),
                claim.gate(),
                completion.outcome().errorCode(),
                completion.outcome().errorMessage(),
                claim.origin().callbackUrl() != null);
    }

    /** The same, of a definition that acts on its end after all. */
    Ended asFollowed() {
        return new Ended(id, tenantId, route, status, isOfDefinition, true, gate, errorCode, errorMessage, hasCallback);
    }

    /** As its row says now. */
    static Ended as(InstanceRow row) {
        return new Ended(
                row.id(),
                row.tenantId(),
                new Route(row.handler(), row.queue(), row.priority()),
                row.status(),
                row.isOfDefinition(),
                row.followed(),
                row.gate(),
                row.errorCode(),
                row.errorMessage(),
                row.callbackUrl() != null);
    }

    /** As those who are to be told of it see it. */
    Ending toEnding() {
        return new Ending(id, tenantId, hasCallback);
    }

    /** Why it failed, for machines. */
    String failureCode() {
        return Objects.requireNonNullElse(errorCode, FailureCode.HANDLER_FAILED.name());
    }
}
