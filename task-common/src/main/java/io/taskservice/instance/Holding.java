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

    Held held() {
        return new Held(id, attempt);
    }
}
