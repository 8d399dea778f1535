package io.taskservice.scheduler;

import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.Rescued;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.stats.ExecutionStatsRepository;
import java.util.List;
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
    private final ExecutionStatsRepository stats;
    private final SchedulerMetrics metrics;
    private final Signals signals;

    Rescue(Stores stores, SchedulerMetrics metrics, Signals signals) {
        this.nodes = stores.nodes();
        this.instances = stores.instances();
        this.stats = stores.stats();
        this.metrics = metrics;
        this.signals = signals;
    }

    /** Frees everything that nodes whose lease has run out still hold; returns how many claims. */
    int rescueOnce() {
        nodes.declareDead();
        return freeAll(nodes.dead().stream().map(Node::id).toList());
    }

    /**
     * Frees what nodes hold that are gone; returns how many claims. A process that was frozen within a claim's transaction
     * may commit it when nothing of its node was left to free, and never learn that it did, or die.
     */
    int sweepOnce() {
        return freeAll(instances.goneHolders());
    }

    private int freeAll(List<NodeId> lost) {
        int freed = lost.stream().mapToInt(this::free).sum();
        if (freed > 0) {
            signals.publish(Signal.INSTANCES_READY);
        }
        return freed;
    }

    /** Frees everything that a node holds whose lease has run out, or which is not there. */
    void rescueFrom(NodeId lost) {
        nodes.declareDead();
        metrics.rescued(free(lost));
    }

    private int free(NodeId dead) {
        int freed = 0;
        for (int batch = BATCH; batch == BATCH; ) {
            Rescued rescued = instances.rescue(dead, BATCH);
            rescued.failed().forEach((handler, failures) -> count(dead, handler, failures));
            batch = rescued.claims();
            freed += batch;
        }
        if (instances.holdsNothing(dead)) {
            nodes.bury(dead);
            log.info("Node {} has gone; freed {} of its claims", dead, freed);
        }
        return freed;
    }

    /** In the dead node's own row of the minute: nobody else writes it any more. */
    private void count(NodeId dead, String handler, long failures) {
        metrics.failed(handler, failures);
        stats.add(dead, new ExecutionCounts(0, failures, 0));
    }
}
