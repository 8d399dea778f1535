package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;

/**
 * An attempt that runs, and where.
 *
 * @param id the instance
 * @param attempt the attempt
 * @param node who holds it
 * @param followed whether its definition acts on its end, as things are now
 */
record Holding(InstanceId id, int attempt, NodeId node, boolean followed) {

    Held held() {
        return new Held(id, attempt);
    }
}
