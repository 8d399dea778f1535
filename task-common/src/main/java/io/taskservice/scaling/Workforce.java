package io.taskservice.scaling;

import io.taskservice.identity.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The live executors, and what is wanted of them together.
 *
 * @param workers the executors, in the order of their ids
 * @param manual slots a person wants
 * @param auto slots auto-scaling wants; empty: it is off
 */
public record Workforce(List<Worker> workers, OptionalInt manual, OptionalInt auto) {

    /** Who says how many slots are used. */
    public ScalingMode mode() {
        if (manual.isPresent()) {
            return ScalingMode.MANUAL;
        }
        return auto.isPresent() ? ScalingMode.AUTO : ScalingMode.NONE;
    }

    /** Slots that are wanted; empty: all there are. */
    public OptionalInt wanted() {
        return manual.isPresent() ? manual : auto;
    }

    /** Slots of all that do not drain. */
    public int capacity() {
        return workers.stream().mapToInt(Worker::usable).sum();
    }

    /** The share of each executor. */
    public Map<NodeId, Integer> shares() {
        return SlotShares.of(wanted(), workers);
    }

    /** Slots that may be used: what is wanted, or all there are if that is less. */
    public int allowed() {
        return Math.min(wanted().orElse(Integer.MAX_VALUE), capacity());
    }

    /** Handlers that run, as of the last heartbeats. */
    public int busy() {
        return workers.stream().mapToInt(Worker::busy).sum();
    }

    /** Handlers that run per slot that may be used, 0 to 1; 1 when some run and no slot may be used. */
    public double utilisation() {
        return ratio(busy(), allowed());
    }

    /** As {@link #utilisation()}, of any two such numbers. */
    public static double ratio(int busy, int allowed) {
        if (busy == 0) {
            return 0;
        }
        return allowed == 0 ? 1 : Math.min(1, (double) busy / allowed);
    }

    /**
     * Nodes it takes for what is wanted, each with as many slots as the largest has; without a wish, those there are. If
     * there is no node to take as a measure, it is one, as long as anything is wanted.
     */
    public int wantedNodes() {
        OptionalInt slots = wanted();
        if (slots.isEmpty()) {
            return Math.toIntExact(
                    workers.stream().filter(worker -> !worker.isDraining()).count());
        }
        int largest = workers.stream().mapToInt(Worker::slots).max().orElse(Integer.MAX_VALUE);
        return -Math.floorDiv(-slots.getAsInt(), largest);
    }

    /** One of the executors; empty when it holds no lease. */
    public Optional<Worker> find(NodeId id) {
        return workers.stream().filter(worker -> worker.id().equals(id)).findFirst();
    }
}
