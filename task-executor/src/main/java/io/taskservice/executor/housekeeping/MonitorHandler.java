package io.taskservice.executor.housekeeping;

import io.taskservice.cluster.ClusterNumber;
import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.instance.InstanceWatch;
import io.taskservice.instance.Overdue;
import io.taskservice.instance.Waiting;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Looks for instances that look stuck, and for work that no live node would claim; tells people, and changes nothing. */
final class MonitorHandler extends SystemHandler {

    /** The engine stops an attempt at its timeout; a minute later something is wrong. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Executors restart: what waits for less than this is not worth a word. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The metrics show what was found for so long, if nobody looks again. */
    private static final Duration VALID = Duration.ofMinutes(10);

    private static final int MOST_LINES = 20;

    private final InstanceWatch watch;
    private final NodeRepository nodes;
    private final ClusterNumbers numbers;

    MonitorHandler(InstanceWatch watch, NodeRepository nodes, ClusterNumbers numbers) {
        this.watch = watch;
        this.nodes = nodes;
        this.numbers = numbers;
    }

    @Override
    TaskResult keep(TaskContext context) {
        List<Overdue> overdue = watch.overdue(GRACE);
        overdue.stream().limit(MOST_LINES).forEach(one -> warn(context, one));
        List<Node> live = nodes.live();
        List<Waiting> unclaimable = watch.waiting(PATIENCE).stream()
                .filter(waiting -> live.stream().noneMatch(node -> wouldClaim(node, waiting)))
                .toList();
        unclaimable.stream().limit(MOST_LINES).forEach(one -> warn(context, one));
        long waiting = unclaimable.stream().mapToLong(Waiting::instances).sum();
        tell(context, ClusterNumber.STALE_EXECUTIONS, overdue.size());
        tell(context, ClusterNumber.UNCLAIMABLE_INSTANCES, waiting);
        return TaskResult.success(Map.of("staleExecutions", overdue.size(), "unclaimableInstances", waiting));
    }

    @Override
    public String description() {
        return "Finds instances that look stuck, and work that no live node would claim";
    }

    private void tell(TaskContext context, ClusterNumber number, long value) {
        numbers.set(number, value, context.getInstanceId(), VALID);
    }

    private static boolean wouldClaim(Node node, Waiting waiting) {
        return node.profile().handlers().contains(waiting.handler())
                && node.profile().queues().contains(waiting.queue());
    }

    private static void warn(TaskContext context, Overdue one) {
        TaskLogger.warn(
                context,
                "Instance {} of tenant {} (handler {}) has run on node {} since {}, longer than its timeout",
                one.id(),
                one.tenantId(),
                one.handler(),
                one.node(),
                one.startTime());
    }

    private static void warn(TaskContext context, Waiting one) {
        TaskLogger.warn(
                context,
                "{} due instances wait in queue {} for handler {}, and no live node with that handler claims from it;"
                        + " the oldest is {}",
                one.instances(),
                one.queue(),
                one.handler(),
                one.example());
    }
}
