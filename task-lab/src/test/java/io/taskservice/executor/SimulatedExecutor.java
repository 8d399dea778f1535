package io.taskservice.executor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.handler.TaskHandler;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.live.LiveFeed;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.node.Heartbeats;
import io.taskservice.node.Membership;
import io.taskservice.node.NodePart;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeSettings;
import io.taskservice.node.Role;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.secret.TenantSecrets;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.testkit.TestSecrets;
import io.taskservice.usage.LogAllowance;
import io.taskservice.usage.UsageMeter;
import io.taskservice.usage.UsageRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * An executor in one of its lives: it claims, runs handlers, writes what comes of them and says that it lives, one at a
 * time and in any order. A handler takes as long as it takes until it is its turn.
 */
public final class SimulatedExecutor {

    private static final ExecutorMetrics METRICS = new ExecutorMetrics(new SimpleMeterRegistry());
    private static final NodeSettings LEASE = new NodeSettings(Duration.ofSeconds(10), Duration.ofSeconds(3));
    private static final String QUEUE = "default";
    private static final int SLOTS = 4;
    private static final int MOST_WAITING = 100;
    private static final int MOST_LINES = 100;

    private final Random random;
    private final LongSupplier nanoTime;
    private final Membership membership;
    private final List<Runnable> handlers = new ArrayList<>();
    private final ClaimLoop claims;
    private final Writer writer;
    private final ClaimCheck check;
    private final Watchdog watchdog;
    private long lastBeat;

    /** {@code nanoTime} is its monotonic clock. */
    public SimulatedExecutor(
            TaskDatabase database,
            String name,
            Map<String, TaskHandler> known,
            Random random,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.random = random;
        this.nanoTime = nanoTime;
        this.lastBeat = Long.MIN_VALUE;
        InFlight inFlight = new InFlight(SLOTS);
        CompletionBuffer completions = new CompletionBuffer(MOST_WAITING);
        HandlerRegistry registry = HandlerRegistry.of(List.of(known));
        Signals signals = new Signals();
        ExecutorStores stores = storesOf(database, signals);
        LogBuffer lines = new LogBuffer(MOST_LINES, METRICS, stores.usage(), stores.allowance());
        ParamsReader params = new ParamsReader();
        InstanceRunner runner = new InstanceRunner(
                registry,
                new Disclosure(stores.secrets()),
                new Outcomes(params, random),
                completions,
                inFlight,
                METRICS);
        this.membership = Heartbeats.membership(
                new NodeRepository(database), LEASE, name, new Part(inFlight, registry.names()), nanoTime);
        AttemptStarter starter = new AttemptStarter(
                runner,
                inFlight,
                new HandlerThreads(handlers::add, null),
                lines,
                params,
                clock,
                MOST_LINES,
                stores.live());
        this.claims = new ClaimLoop(
                membership,
                stores.claims(),
                registry,
                starter,
                inFlight,
                completions,
                () -> Duration.ZERO,
                Set.of(QUEUE));
        this.writer = new Writer(stores, completions, lines, inFlight, METRICS, signals, nanoTime);
        this.check = new ClaimCheck(membership, stores.claims(), inFlight, signals);
        this.watchdog = new Watchdog(inFlight, runner, Duration.ofHours(1));
    }

    /** One of its loops goes round once. */
    public void turn() {
        if (nanoTime.getAsLong() - lastBeat > LEASE.heartbeat().toNanos() || lastBeat == Long.MIN_VALUE) {
            Heartbeats.beat(membership);
            lastBeat = nanoTime.getAsLong();
        }
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> claims.claimOnce();
            case 3, 4 -> runOne();
            case 5, 6 -> writer.writeOnce();
            case 7 -> check.checkOnce();
            default -> watchdog.watchOnce();
        }
    }

    private void runOne() {
        if (!handlers.isEmpty()) {
            handlers.remove(random.nextInt(handlers.size())).run();
        }
    }

    private static ExecutorStores storesOf(TaskDatabase database, Signals signals) {
        Outbox outbox = new Outbox(database, signals);
        TaskDefinitionRepository definitions = new TaskDefinitionRepository(database);
        return new ExecutorStores(
                database,
                new TaskInstanceRepository(database, definitions, outbox),
                new ClaimRepository(database, definitions, outbox, 0),
                new TaskLogRepository(database),
                new ExecutionStatsRepository(database),
                new ScalingRepository(database),
                new TenantSecrets(database, TestSecrets.box()),
                new UsageMeter(),
                new LogAllowance(new UsageRepository(database), new TenantQuotas(database, Quotas.NONE)),
                new LiveFeed());
    }

    /** What its node tells of it; what its handlers say of themselves is for people and left out. */
    private record Part(InFlight inFlight, Set<String> handlers) implements NodePart {

        @Override
        public Role role() {
            return Role.EXECUTOR;
        }

        @Override
        public int slots() {
            return inFlight.slots();
        }

        @Override
        public int busy() {
            return inFlight.busy();
        }

        @Override
        public Set<String> queues() {
            return Set.of(QUEUE);
        }
    }
}
