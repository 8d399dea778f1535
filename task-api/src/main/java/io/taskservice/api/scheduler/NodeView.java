package io.taskservice.api.scheduler;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.node.Node;
import io.taskservice.node.NodeState;
import io.taskservice.node.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A process of the cluster.
 *
 * @param id its id
 * @param roles what it plays
 * @param state where it stands
 * @param version version of the software
 * @param partitions partitions of definitions it owns
 * @param slots handlers it runs at once
 * @param busy handlers it runs now
 * @param handlers names of its handlers
 * @param leaseUntil its claims are its own until then
 * @param startedAt when it joined
 */
@Schema(name = "Node")
record NodeView(
        String id,
        List<String> roles,
        NodeState state,
        String version,
        Set<Integer> partitions,
        int slots,
        int busy,
        Set<String> handlers,
        Instant leaseUntil,
        Instant startedAt) {

    static NodeView of(Node node) {
        return new NodeView(
                node.id().value(),
                node.profile().roles().stream().sorted().map(Role::key).toList(),
                node.state(),
                node.profile().version(),
                new TreeSet<>(node.load().partitions()),
                node.profile().slots(),
                node.load().busy(),
                new TreeSet<>(node.profile().handlers()),
                node.leaseUntil(),
                node.startedAt());
    }
}
