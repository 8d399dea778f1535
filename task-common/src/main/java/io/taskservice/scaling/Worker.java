package io.taskservice.scaling;

import io.taskservice.identity.NodeId;
import io.taskservice.node.NodeState;
import io.taskservice.node.NodeWish;

/**
 * A live node with the executor role, as far as scaling is concerned.
 *
 * @param id its id
 * @param slots most handlers it can run at once
 * @param busy handlers it runs, as of its last heartbeat
 * @param state where it stands, as of its last heartbeat
 * @param wish what people want of it
 */
public record Worker(NodeId id, int slots, int busy, NodeState state, NodeWish wish) {

    /** Whether it claims nothing, or is about to. */
    public boolean isDraining() {
        return state == NodeState.DRAINING || wish == NodeWish.DRAIN;
    }

    /** Slots it could use now. */
    int usable() {
        return isDraining() ? 0 : slots;
    }
}
