package io.taskservice.scaling;

import io.taskservice.identity.NodeId;
import io.taskservice.node.NodeState;
import io.taskservice.node.NodeWish;
import org.jspecify.annotations.Nullable;

/** A live executor, with the two numbers that are the same in each row. */
record WorkerRow(
        NodeId id,
        int slots,
        int busy,
        NodeState state,
        NodeWish wish,
        @Nullable Long manual,
        @Nullable Long auto) {

    Worker toWorker() {
        return new Worker(id, slots, busy, state, wish);
    }
}
