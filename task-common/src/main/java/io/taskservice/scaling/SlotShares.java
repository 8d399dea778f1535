package io.taskservice.scaling;

import io.taskservice.identity.NodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Divides the slots that are wanted among the nodes, so that each node finds the same shares by itself.
 *
 * <ol>
 *   <li>Sort the nodes by id. One that drains gets none.
 *   <li>Fill all others to the same level, each up to its own most.
 *   <li>What does not divide goes to the first that have room, one each.
 * </ol>
 */
final class SlotShares {

    private SlotShares() {}

    /** The share of each node; without anything wanted, all each can use. */
    static Map<NodeId, Integer> of(OptionalInt wanted, List<Worker> workers) {
        int capacity = workers.stream().mapToInt(Worker::usable).sum();
        int left = Math.min(wanted.orElse(capacity), capacity);
        List<Worker> sorted = workers.stream()
                .sorted(Comparator.comparing(worker -> worker.id().value()))
                .toList();
        int level = levelOf(left, sorted);
        int rest = left - filled(sorted, level);
        Map<NodeId, Integer> shares = new TreeMap<>(Comparator.comparing(NodeId::value));
        for (Worker worker : sorted) {
            boolean takesOneMore = rest > 0 && worker.usable() > level;
            shares.put(worker.id(), Math.min(worker.usable(), level) + (takesOneMore ? 1 : 0));
            rest -= takesOneMore ? 1 : 0;
        }
        return shares;
    }

    /** The highest level to which that many slots fill everybody. */
    private static int levelOf(int slots, List<Worker> workers) {
        int low = 0;
        int high = workers.stream().mapToInt(Worker::usable).max().orElse(0);
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (filled(workers, middle) <= slots) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static int filled(List<Worker> workers, int level) {
        return workers.stream()
                .mapToInt(worker -> Math.min(worker.usable(), level))
                .sum();
    }
}
