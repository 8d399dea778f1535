package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.TaskInstance;
import io.taskservice.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that runs.
 *
 * @param node who runs it
 * @param attempt its number
 * @param since when it started
 * @param lease whether its node still holds it
 * @param leaseUntil until when, unless the node renews
 * @param cancelRequested whether the node has been asked to stop it
 * @param timeoutAt when it is stopped
 */
@Schema(name = "RunningAttempt")
record Run(
        @Nullable String node,
        int attempt,
        @Nullable Instant since,
        Lease lease,

        @Nullable @Schema(description = "Unless the node renews it, which it does every few seconds; null: it is over")
        Instant leaseUntil,

        boolean cancelRequested,

        @Nullable @Schema(description = "Null: it has no timeout")
        Instant timeoutAt) {

    /** Whether a node still holds what it runs. */
    enum Lease {
        /** It does. */
        HELD,
        /** It does not: a scheduler frees what it ran. */
        OVER
    }

    static Run of(TaskInstance instance, List<Node> live) {
        TaskInstance.Run run = instance.run();
        NodeId id = run.node();
        Optional<Node> node = live.stream().filter(one -> one.id().equals(id)).findFirst();
        Duration timeout = instance.execution().timeout();
        Instant since = run.startTime();
        return new Run(
                id == null ? null : id.value(),
                run.attempt(),
                since,
                node.isPresent() ? Lease.HELD : Lease.OVER,
                node.map(Node::leaseUntil).orElse(null),
                run.cancelRequested(),
                timeout == null || since == null ? null : since.plus(timeout));
    }

    /** What the instance does, at {@code now}. */
    InstanceState state(Instant now) {
        if (lease == Lease.OVER) {
            return new InstanceState(
                    InstanceState.Code.NODE_LOST,
                    "Its node " + node + " has lost its lease; a scheduler frees it within seconds, to be run again");
        }
        String runs = "Attempt " + attempt + " runs on " + node
                + (since == null ? "" : " for " + Words.length(Duration.between(since, now)));
        return cancelRequested
                ? new InstanceState(InstanceState.Code.STOPPING, runs + ", and has been asked to stop")
                : new InstanceState(InstanceState.Code.RUNNING, runs);
    }
}
