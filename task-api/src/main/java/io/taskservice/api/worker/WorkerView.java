package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.node.Node;
import io.taskservice.node.NodeState;
import io.taskservice.node.NodeWish;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * A live node with the executor role.
 *
 * @param id its id
 * @param address host and HTTP port, for people
 * @param version version of the software
 * @param state where it stands, as of its last heartbeat
 * @param wish what people want of it
 * @param slots most handlers it can run at once
 * @param allowedSlots how many of them it may use now
 * @param busy handlers it runs, as of its last heartbeat
 * @param queues queues it claims from
 * @param handlers names of its handlers
 * @param startedAt when it joined
 * @param leaseUntil its claims are its own until then
 */
@Schema(name = "Worker")
record WorkerView(
        String id,
        String address,
        String version,
        @Schema(allowableValues = {"ALIVE", "DRAINING"}) NodeState state,
        NodeWish wish,
        int slots,

        @Schema(description = "Its share of the slots that are wanted; all, if nothing is; 0 while it drains")
        int allowedSlots,

        int busy,
        Set<String> queues,
        Set<String> handlers,
        Instant startedAt,
        Instant leaseUntil) {

    static WorkerView of(Node node, int allowed) {
        return new WorkerView(
                node.id().value(),
                node.profile().address(),
                node.profile().version(),
                node.state(),
                node.wish(),
                node.profile().slots(),
                allowed,
                node.load().busy(),
                new TreeSet<>(node.profile().queues()),
                new TreeSet<>(node.profile().handlers()),
                node.startedAt(),
                node.leaseUntil());
    }
}
