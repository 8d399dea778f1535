package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;

/**
 * An attempt that runs, and where.
 *
 * @param id the instance
 * @param attempt the attempt
 * @param node who holds it
 */
record Holding(InstanceId id, int attempt, NodeId node) {

    static Holding of(Claim claim) {
        return new Holding(claim.id(), claim.attempt(), claim.node());
    }
}
