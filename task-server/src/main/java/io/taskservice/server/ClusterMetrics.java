package io.taskservice.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.taskservice.cluster.ClusterNumber;
import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.instance.QueueSize;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.invariant.AuditFindings;
import io.taskservice.loop.Loop;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.scaling.Workforce;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.work.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Metrics of the whole cluster, read from the database, so that every node that is scraped says the same: ask for {@code
 * max by (queue)} of them, not for a sum.
 */
final class ClusterMetrics implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int WINDOW_MINUTES = 5;

    private final TaskInstanceRepository instances;
    private final DeadLetters deadLetters;
    private final ExecutionStatsRepository stats;
    private final ScalingRepository scaling;
    private final ClusterNumbers numbers;
    private final DeliveryRepository deliveries;
    private final AuditFindings audit;
    private final long startedNanos = System.nanoTime();
    private final MultiGauge queues;
    private final Map<String, Long> queueSizes = new ConcurrentSkipListMap<>(Map.of(Route.DEFAULT_QUEUE, 0L));
    private final Loop loop = new Loop("cluster-metrics", this::readOnce);
    private volatile long letters;
    private volatile int wantedSlots;
    private volatile int wantedNodes;
    private volatile long staleExecutions;
    private volatile long unclaimableInstances;
    private volatile ExecutionCounts counts = ExecutionCounts.NONE;
    private volatile long backlog;
    private volatile Duration auditAge = Duration.ZERO;

    ClusterMetrics(
            TaskInstanceRepository instances,
            DeadLetters deadLetters,
            ExecutionStatsRepository stats,
            ScalingRepository scaling,
            ClusterNumbers numbers,
            DeliveryRepository deliveries,
            AuditFindings audit,
            MeterRegistry registry) {
        this.instances = instances;
        this.deadLetters = deadLetters;
        this.stats = stats;
        this.scaling = scaling;
        this.numbers = numbers;
        this.deliveries = deliveries;
        this.audit = audit;
        this.queues = MultiGauge.builder("task.queue.size")
                .description("Due instances that wait in the queue, of all tenants and nodes")
                .register(registry);
        Gauge.builder("task.execution.success.rate", () -> counts.successRate())
                .description("Successes of all instances that ended in the last five minutes, 0 to 1; 1 when none did")
                .register(registry);
        Gauge.builder("task.execution.duration.avg", () -> counts.averageSeconds())
                .description("Mean duration in seconds of instances that ended in the last five minutes")
                .register(registry);
        Gauge.builder("task.dead.letter.size", () -> letters)
                .description("Instances that failed for good and wait for a person, of all tenants")
                .register(registry);
        Gauge.builder("task.wanted.slots", () -> wantedSlots)
                .description("Slots that are wanted of all executors together; without a wish, those there are")
                .register(registry);
        Gauge.builder("task.wanted.nodes", () -> wantedNodes)
                .description("Executors it takes for them, each as large as the largest")
                .register(registry);
        Gauge.builder("task.stale.executions", () -> staleExecutions)
                .description("Running instances that look stuck, as the platform's monitoring last found them")
                .register(registry);
        Gauge.builder("task.unclaimable.instances", () -> unclaimableInstances)
                .description(
                        "Due instances that no live node would claim, as the platform's monitoring last found them")
                .register(registry);
        Gauge.builder("task.webhook.backlog", () -> backlog)
                .description("Deliveries to webhooks and callback URLs that are on their way, of all tenants")
                .register(registry);
        Gauge.builder("task.audit.age", () -> auditAge.toSeconds())
                .description("Since a scheduler last looked at the invariant that was not looked at for longest")
                .baseUnit("seconds")
                .register(registry);
        showQueues();
    }

    void start() {
        loop.start();
    }

    Duration readOnce() {
        counts = stats.last(WINDOW_MINUTES);
        letters = deadLetters.countAll();
        backlog = deliveries.countPending();
        auditAge = audit.age(Duration.ofNanos(System.nanoTime() - startedNanos));
        measure(instances.queueSizes());
        Workforce workforce = scaling.look();
        wantedSlots = workforce.wanted().orElse(workforce.capacity());
        wantedNodes = workforce.wantedNodes();
        Map<ClusterNumber, Long> found = numbers.all();
        staleExecutions = found.getOrDefault(ClusterNumber.STALE_EXECUTIONS, 0L);
        unclaimableInstances = found.getOrDefault(ClusterNumber.UNCLAIMABLE_INSTANCES, 0L);
        return INTERVAL;
    }

    @Override
    public void close() {
        loop.close();
    }

    /** A queue once seen stays, at zero: a series that vanishes would look like a node that does. */
    private void measure(List<QueueSize> sizes) {
        Map<String, Long> measured = sizes.stream().collect(Collectors.toMap(QueueSize::queue, QueueSize::instances));
        queueSizes.replaceAll((queue, size) -> measured.getOrDefault(queue, 0L));
        if (queueSizes.keySet().containsAll(measured.keySet())) {
            return;
        }
        queueSizes.putAll(measured);
        showQueues();
    }

    /** Registers anew, for which a scrape of the same instant may fail: only when there is another queue. */
    private void showQueues() {
        queues.register(
                queueSizes.keySet().stream()
                        .map(queue -> MultiGauge.Row.of(
                                Tags.of("queue", queue), queueSizes, sizes -> sizes.getOrDefault(queue, 0L)))
                        .collect(Collectors.toList()),
                true);
    }
}
