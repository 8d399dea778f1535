package io.taskservice.api.explain;

import io.taskservice.node.Node;
import io.taskservice.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Is there an executor that can run it, may, and has room? */
final class NodeQuestion implements BlockerFinder {

    private static final int MOST_NAMED = 10;

    @Override
    public List<Blocker> find(Situation s) {
        List<Node> executors = s.cluster().executors();
        if (executors.isEmpty()) {
            return List.of(Blocker.of(BlockerCode.EXECUTORS_DOWN, "No executor lives"));
        }
        List<Node> able = s.cluster().able(s.queue(), s.handler());
        return able.isEmpty() ? unable(s, executors) : busy(s, able);
    }

    /** One that lacks both is told of both: mending one would not do. */
    private static List<Blocker> unable(Situation s, List<Node> executors) {
        List<Node> withHandler = executors.stream()
                .filter(node -> node.profile().handlers().contains(s.handler()))
                .toList();
        boolean anyForQueue =
                executors.stream().anyMatch(node -> node.profile().queues().contains(s.queue()));
        List<Blocker> found = new ArrayList<>();
        if (withHandler.isEmpty()) {
            found.add(noHandler(s.handler(), executors));
        }
        if (!withHandler.isEmpty() || !anyForQueue) {
            found.add(noQueue(s, withHandler.isEmpty() ? executors : withHandler));
        }
        return found;
    }

    private static Blocker noHandler(String handler, List<Node> executors) {
        Set<String> known = namesOf(executors, node -> node.profile().handlers());
        return Blocker.of(
                        BlockerCode.NO_NODE_WITH_HANDLER,
                        "No live executor has the handler " + handler + Nearest.suggestion(handler, known))
                .with("handler", handler)
                .with("nearest", Nearest.to(handler, known, 3))
                .with("nodes", idsOf(executors));
    }

    private static Blocker noQueue(Situation s, List<Node> nodes) {
        Set<String> queues = namesOf(nodes, node -> node.profile().queues());
        return Blocker.of(
                        BlockerCode.NO_NODE_FOR_QUEUE,
                        "No live executor that could run it claims from the queue " + s.queue() + "; they claim from "
                                + String.join(", ", queues))
                .with("queue", s.queue())
                .with("queues", List.copyOf(queues))
                .with("nodes", idsOf(nodes));
    }

    private static List<Blocker> busy(Situation s, List<Node> able) {
        List<Node> working = Cluster.working(able);
        if (working.isEmpty()) {
            return List.of(Blocker.of(
                            BlockerCode.NODES_DRAINING,
                            "Every executor that could run it drains: " + String.join(", ", idsOf(able)))
                    .with("nodes", idsOf(able)));
        }
        int allowed = s.cluster().allowed(working);
        if (allowed == 0) {
            return List.of(Blocker.of(
                            BlockerCode.NO_SLOTS_WANTED,
                            "The executors that could run it shall use no slot: the number of slots wanted is too low")
                    .with("scaling", s.cluster().workforce().mode().name())
                    .with("nodes", idsOf(working)));
        }
        return s.isDue() && s.cluster().free(working) == 0 ? List.of(full(working, allowed)) : List.of();
    }

    private static Blocker full(List<Node> working, int allowed) {
        int busy = Cluster.busy(working);
        return Blocker.of(
                        BlockerCode.ALL_SLOTS_BUSY,
                        "All " + Words.count(allowed, "slot") + " of the executors that could run it are taken")
                .with("slots", allowed)
                .with("busy", busy)
                .with("nodes", idsOf(working));
    }

    private static Set<String> namesOf(List<Node> nodes, Function<Node, Set<String>> names) {
        Set<String> all = new TreeSet<>();
        nodes.forEach(node -> all.addAll(names.apply(node)));
        return all;
    }

    private static List<String> idsOf(List<Node> nodes) {
        return nodes.stream().limit(MOST_NAMED).map(node -> node.id().value()).toList();
    }
}
