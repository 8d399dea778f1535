package io.taskservice.scheduler;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.firing.FiringRepository;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.live.LiveFeed;
import io.taskservice.node.NodeRepository;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.usage.UsageMeter;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A scheduler in one of its lives: its duties, one at a time, in any order. */
public final class SimulatedScheduler {

    private static final SchedulerMetrics METRICS = new SchedulerMetrics(new SimpleMeterRegistry());
    private static final int BATCH = 3;

    private final Random random;
    private final InstanceUpkeep instances;
    private final DueScan dueScan;
    private final Rescue rescue;

    public SimulatedScheduler(TaskDatabase database, Random random) {
        this.random = random;
        Signals signals = new Signals();
        Outbox outbox = new Outbox(database, signals);
        TaskDefinitionRepository definitions = new TaskDefinitionRepository(database);
        this.instances = new InstanceUpkeep(database, definitions, outbox);
        Stores stores = new Stores(
                database,
                definitions,
                instances,
                new FiringRepository(database, definitions, new TaskInstanceRepository(database, definitions, outbox)),
                new ClusterRepository(database),
                new NodeRepository(database),
                new ExecutionStatsRepository(database),
                new UsageMeter(),
                new LiveFeed());
        this.dueScan = new DueScan(stores, 1 + random.nextInt(BATCH));
        this.rescue = new Rescue(stores, METRICS, signals);
    }

    /** One duty. */
    public void turn() {
        switch (random.nextInt(9)) {
            case 0, 1, 2, 3 -> dueScan.scanOnce(somePartitions());
            case 4, 5 -> instances.promote(1 + random.nextInt(BATCH));
            case 6 -> instances.expire(BATCH);
            case 7 -> rescue.sweepOnce();
            default -> rescue.rescueOnce();
        }
    }

    /** Looks after lost nodes only. */
    public void rescue() {
        rescue.rescueOnce();
    }

    /** Partitions spare work only: any will do. */
    private Set<Integer> somePartitions() {
        int most = random.nextInt(3) == 0 ? 5 : 16;
        return IntStream.range(0, most).boxed().collect(Collectors.toSet());
    }
}
