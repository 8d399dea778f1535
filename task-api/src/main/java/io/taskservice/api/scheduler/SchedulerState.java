package io.taskservice.api.scheduler;

import io.taskservice.cluster.SchedulerWish;
import io.taskservice.cluster.Wish;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import java.util.List;

/** What the schedulers do, taken together. */
enum SchedulerState {
    /** All of them fire what is due. */
    RUNNING,
    /** They have been asked to, and some have not begun. */
    STARTING,
    /** None of them fires anything. */
    STOPPED,
    /** They have been asked to stop, and some have not. */
    STOPPING,
    /** There is none. */
    OFFLINE;

    static SchedulerState of(SchedulerWish wish, List<Node> nodes) {
        List<Node> schedulers = nodes.stream()
                .filter(node -> node.profile().roles().contains(Role.SCHEDULER))
                .toList();
        if (schedulers.isEmpty()) {
            return OFFLINE;
        }
        boolean obeyed = schedulers.stream().allMatch(node -> node.load().generation() >= wish.generation());
        if (wish.wish() == Wish.RUNNING) {
            return obeyed ? RUNNING : STARTING;
        }
        return obeyed ? STOPPED : STOPPING;
    }
}
