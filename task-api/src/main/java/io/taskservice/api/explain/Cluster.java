package io.taskservice.api.explain;

import io.taskservice.node.Node;
import io.taskservice.node.NodeState;
import io.taskservice.node.NodeWish;
import io.taskservice.node.Role;
import io.taskservice.scaling.Workforce;
import java.util.List;

/**
 * The live nodes, and what is wanted of their slots.
 *
 * @param live the nodes
 * @param workforce the slots
 */
record Cluster(List<Node> live, Workforce workforce) {

    List<Node> executors() {
        return playing(Role.EXECUTOR);
    }

    List<Node> schedulers() {
        return playing(Role.SCHEDULER);
    }

    /** Executors that would claim from a queue for a handler, those that drain too. */
    List<Node> able(String queue, String handler) {
        return executors().stream()
                .filter(node -> node.profile().claims(queue, handler))
                .toList();
    }

    /** Of these nodes, the ones that claim. */
    static List<Node> working(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node.state() != NodeState.DRAINING && node.wish() != NodeWish.DRAIN)
                .toList();
    }

    /** Slots that these nodes may use. */
    int allowed(List<Node> nodes) {
        return nodes.stream().mapToInt(this::allowed).sum();
    }

    /** Slots that these nodes may use and do not, as of their last heartbeats. */
    int free(List<Node> nodes) {
        return nodes.stream()
                .mapToInt(node -> Math.max(0, allowed(node) - node.load().busy()))
                .sum();
    }

    static int busy(List<Node> nodes) {
        return nodes.stream().mapToInt(node -> node.load().busy()).sum();
    }

    private int allowed(Node node) {
        return workforce.shares().getOrDefault(node.id(), 0);
    }

    private List<Node> playing(Role role) {
        return live.stream()
                .filter(node -> node.profile().roles().contains(role))
                .toList();
    }
}
