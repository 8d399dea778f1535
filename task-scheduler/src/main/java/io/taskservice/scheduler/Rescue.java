package io.taskservice.scheduler;

import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the claims of dead nodes.
 *
 * <p>A node is first declared dead, which makes its heartbeats fail: from then on it cannot think that its claims are its
 * own again. Only then are they freed, each by an UPDATE that names the dead node.
 */
final class Rescue {

    private static final Logger log = LoggerFactory.getLogger(Rescue.class);
    private static final int BATCH = 500;

    private final NodeRepository nodes;
    private final InstanceUpkeep instances;
    private final Signals signals;

    Rescue(NodeRepository nodes, InstanceUpkeep instances, Signals signals) {
        this.nodes = nodes;
        this.instances = instances;
        this.signals = signals;
    }

    /** Frees everything that nodes whose lease has run out still hold; returns how many claims. */
    int rescueOnce() {
        nodes.declareDead();
        int freed = nodes.dead().stream().map(Node::id).mapToInt(this::free).sum();
        if (freed > 0) {
            signals.publish(Signal.INSTANCES_READY);
        }
        return freed;
    }

    private int free(NodeId dead) {
        int freed = 0;
        for (int batch = BATCH; batch == BATCH; ) {
            batch = instances.rescue(dead, BATCH);
            freed += batch;
        }
        if (instances.holdsNothing(dead)) {
            nodes.bury(dead);
            log.info("Node {} has gone; freed {} of its claims", dead, freed);
        }
        return freed;
    }
}
