package io.taskservice.instance;

import io.taskservice.gate.Gate;
import io.taskservice.gate.Gated;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Retries;
import io.taskservice.work.Route;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt handed to a node.
 *
 * @param id the instance
 * @param tenantId its owner
 * @param definitionId its definition; null: submitted ad hoc
 * @param node who holds it
 * @param attempt number of the attempt, and its fencing token
 * @param retries retries made before it
 * @param route handler, queue and priority
 * @param params what the handler gets
 * @param execution how it is bounded and repeated
 * @param origin what the instance comes from: its fire time, business key and callback; the rest nobody asks a claim for
 * @param dueAt from when its delay counts: its fire time, or when its back-off or its wait for a turn was over
 * @param startTime MySQL's time of the claim
 * @param followed whether the definition acts when the instance ends
 * @param gate its gate, of which it holds a slot; null: none
 * @param limited whether others may wait for this one to end: it has a gate, or its lane a limit
 */
public record Claim(
        InstanceId id,
        TenantId tenantId,
        @Nullable DefinitionId definitionId,
        NodeId node,
        int attempt,
        int retries,
        Route route,
        @Nullable String params,
        ExecutionPolicy execution,
        Origin origin,
        Instant dueAt,
        Instant startTime,
        boolean followed,
        @Nullable Gate gate,
        boolean limited)
        implements Gated {

    /** The attempt by its number. */
    public Held held() {
        return new Held(id, attempt);
    }

    @Override
    public boolean isOfDefinition() {
        return definitionId != null;
    }

    /** Whether a failure of this attempt with this code is to be followed by another attempt. */
    public boolean isRetriedAfter(String code) {
        Retries rule = execution.retries();
        return retries + 1 < rule.maxAttempts() && rule.cover(code);
    }
}
