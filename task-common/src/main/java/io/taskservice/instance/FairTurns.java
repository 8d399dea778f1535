package io.taskservice.instance;

import static java.util.Comparator.comparingDouble;

import io.taskservice.identity.TenantId;
import io.taskservice.queue.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Divides the free slots of a node among the tenants that have work in a queue, by their weights, over any number of
 * passes: start-time fair queuing (Goyal, Vin, Cheng 1996) with a tag for each tenant instead of one for each instance.
 *
 * <ol>
 *   <li>A tenant's tag is the virtual time up to which it has been served. Virtual time is the lowest tag of those that
 *       had work the last time, and never goes back.
 *   <li>The next slot goes to the lowest tag, which then grows by one over the tenant's weight.
 *   <li>A tenant that had no work begins at the virtual time of its return: it has saved up nothing, and owes nothing.
 * </ol>
 *
 * <p>Each node does so by itself. What every node shares out fairly is fair in sum, and a node that starts anew forgets
 * no more than who was served last.
 */
final class FairTurns {

    private final Map<TenantId, Double> tags = new HashMap<>();
    private List<Lane> before = List.of();
    private double virtualTime;

    /**
     * One tenant's part.
     *
     * @param lane its lane
     * @param slots how many slots, at least 1
     */
    record Share(Lane lane, int slots) {}

    /** Who may take how many of {@code slots}; the lowest tags first, one lane for each tenant. */
    synchronized List<Share> divide(List<Lane> lanes, int slots) {
        virtualTime = before.stream().mapToDouble(this::tagOf).min().orElse(virtualTime);
        before = List.copyOf(lanes);
        forget(lanes.size());
        PriorityQueue<Turn> turns = new PriorityQueue<>(Math.max(1, lanes.size()), comparingDouble(Turn::tag));
        lanes.forEach(lane -> turns.add(new Turn(lane, tagOf(lane))));
        Map<Lane, Integer> parts = new LinkedHashMap<>();
        for (int i = 0; i < slots && !turns.isEmpty(); i++) {
            Turn next = turns.remove();
            parts.merge(next.lane(), 1, Integer::sum);
            turns.add(next.served());
        }
        List<Share> shares = new ArrayList<>(parts.size());
        parts.forEach((lane, part) -> shares.add(new Share(lane, part)));
        return shares;
    }

    /** A lane was asked and gave so many; one that had nothing to give has had its turn all the same. */
    synchronized void served(Lane lane, int instances) {
        tags.put(lane.tenantId(), tagOf(lane) + Math.max(1, instances) / (double) lane.weight());
    }

    private double tagOf(Lane lane) {
        return Math.max(virtualTime, tags.getOrDefault(lane.tenantId(), 0.0));
    }

    /** A tag that virtual time has passed says nothing any more. */
    private void forget(int ready) {
        if (tags.size() > 2 * ready + 100) {
            tags.values().removeIf(tag -> tag <= virtualTime);
        }
    }

    private record Turn(Lane lane, double tag) {

        Turn served() {
            return new Turn(lane, tag + 1.0 / lane.weight());
        }
    }
}
