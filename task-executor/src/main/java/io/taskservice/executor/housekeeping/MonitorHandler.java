package io.taskservice.executor.housekeeping;

import io.taskservice.cluster.ClusterNumber;
import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.instance.InstanceWatch;
import io.taskservice.instance.Stale;
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

    /** A handler that reports progress at all is expected to go on doing so. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

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
        List<Stale> stale = watch.stale(GRACE, SILENCE);
        stale.stream().limit(MOST_LINES).forEach(one -> warn(context, one));
        List<Node> live = nodes.live();
        List<Waiting> unclaimable = watch.waiting(PATIENCE).stream()
                .filter(waiting ->
                        live.stream().noneMatch(node -> node.profile().claims(waiting.queue(), waiting.handler())))
                .toList();
        unclaimable.stream().limit(MOST_LINES).forEach(one -> warn(context, one));
        long waiting = unclaimable.stream().mapToLong(Waiting::instances).sum();
        tell(context, ClusterNumber.STALE_EXECUTIONS, stale.size());
        tell(context, ClusterNumber.UNCLAIMABLE_INSTANCES, waiting);
        return TaskResult.success(Map.of("staleExecutions", stale.size(), "unclaimableInstances", waiting));
    }

    @Override
    public String description() {
        return "Finds instances that look stuck, and work that no live node would claim";
    }

    private void tell(TaskContext context, ClusterNumber number, long value) {
        numbers.set(number, value, context.getInstanceId(), VALID);
    }

    private static void warn(TaskContext context, Stale one) {
        TaskLogger.warn(
                context,
                "Instance {} of tenant {} (handler {}) has run on node {} since {}: {}",
                one.id(),
                one.tenantId(),
                one.handler(),
                one.node(),
                one.startTime(),
                one.overdue() ? "longer than its timeout" : "its progress has not moved since " + one.progressAt());
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
