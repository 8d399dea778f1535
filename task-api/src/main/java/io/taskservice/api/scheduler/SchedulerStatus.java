package io.taskservice.api.scheduler;

import static java.util.stream.Collectors.toCollection;

import io.taskservice.api.scheduler.StatusView.NextFire;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.cluster.Pulse;
import io.taskservice.cluster.SchedulerWish;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts together how the schedulers do. */
final class SchedulerStatus {

    private static final int NEXT_FIRES = 10;

    private final ClusterRepository cluster;
    private final NodeRepository nodes;
    private final TaskDefinitionRepository definitions;
    private final TaskInstanceRepository instances;

    SchedulerStatus(
            ClusterRepository cluster,
            NodeRepository nodes,
            TaskDefinitionRepository definitions,
            TaskInstanceRepository instances) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.definitions = definitions;
        this.instances = instances;
    }

    StatusView of(TenantId tenant) {
        Pulse pulse = cluster.pulse();
        SchedulerWish wish = new SchedulerWish(pulse.wish(), pulse.generation());
        List<Node> live = nodes.live();
        return new StatusView(
                SchedulerState.of(wish, live),
                wish.wish(),
                wish.generation(),
                lag(pulse),
                live.stream().map(NodeView::of).toList(),
                owned(live),
                definitions.nextToFire(tenant, NEXT_FIRES).stream()
                        .map(NextFire::of)
                        .toList(),
                active(tenant));
    }

    private static long lag(Pulse pulse) {
        Instant due = pulse.nextFire();
        return due == null ? 0 : Math.max(0, Duration.between(due, pulse.now()).toMillis());
    }

    private static Set<Integer> owned(List<Node> live) {
        return live.stream().flatMap(node -> node.load().partitions().stream()).collect(toCollection(TreeSet::new));
    }

    private Map<InstanceStatus, Long> active(TenantId tenant) {
        Map<InstanceStatus, Long> counts = new EnumMap<>(InstanceStatus.class);
        InstanceStatus.ACTIVE.forEach(status -> counts.put(status, 0L));
        instances.countActive(tenant).forEach(count -> counts.put(count.status(), count.instances()));
        return counts;
    }
}
