package io.taskservice.executor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.database.TaskDatabase;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.TaskInstance;
import io.taskservice.live.LiveFeed;
import io.taskservice.log.LogCursor;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.node.Membership;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeSettings;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestStores;
import io.taskservice.usage.LogAllowance;
import io.taskservice.usage.UsageMeter;
import io.taskservice.usage.UsageRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An executor node in this JVM: a membership and a TaskExecutor on a test's schema, with handlers of the test's own. */
final class Engine implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int MOST_LINES = 100_000;

    private final TestStores stores;
    private final TaskDatabase heartbeats;
    private final Membership membership;
    private final TaskExecutor executor;
    private final ExecutorNode node;
    private final SimpleMeterRegistry meters;
    private final Signals signals;
    private final LiveFeed live;
    private final UsageMeter usage;

    private Engine(Builder builder) {
        this.stores = builder.stores;
        this.meters = new SimpleMeterRegistry();
        this.signals = new Signals();
        this.live = new LiveFeed();
        this.usage = builder.usage;
        this.heartbeats = stores.open();
        this.node = new ExecutorNode(
                HandlerRegistry.of(List.of(builder.handlers)),
                new InFlight(builder.slots),
                new ParamsReader(),
                new ExecutorMetrics(meters),
                Set.of("default"));
        this.membership = new Membership(
                new NodeRepository(heartbeats),
                new NodeSettings(builder.lease, builder.lease.dividedBy(10)),
                new Membership.Origin("test", "test", "test"),
                List.of(node));
        this.executor = new TaskExecutor(
                builder.settings(),
                node,
                new ExecutorStores(
                        stores.database(),
                        stores.instances(),
                        stores.claims(),
                        stores.logs(),
                        stores.stats(),
                        stores.scaling(),
                        stores.secrets(),
                        usage,
                        builder.allowance == null ? unlimited(stores) : builder.allowance,
                        live),
                membership,
                signals,
                InstantSource.system());
    }

    static Builder on(TestStores stores) {
        return new Builder(stores);
    }

    /** Lets every tenant log what it likes. */
    static LogAllowance unlimited(TestStores stores) {
        return new LogAllowance(
                new UsageRepository(stores.database()), new TenantQuotas(stores.database(), Quotas.NONE));
    }

    /** What a handler does until it sees that its lease is lost, and has been interrupted for that and ignored it. */
    static void untilLost(TaskContext context) {
        while (!context.isLeaseLost() || !Thread.interrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    Membership membership() {
        return membership;
    }

    Signals signals() {
        return signals;
    }

    LiveFeed live() {
        return live;
    }

    int busy() {
        return node.busy();
    }

    int allowed() {
        return node.inFlight().allowed();
    }

    int free() {
        return node.inFlight().free();
    }

    double counter(String name) {
        return meters.counter(name).count();
    }

    boolean isHealthy() {
        return executor.isAlive();
    }

    /** Stops the executor in order, as a SIGTERM does; the lease stays. */
    void stop() {
        executor.close();
    }

    /** No heartbeat gets through any more. */
    void cutHeartbeats() throws Exception {
        heartbeats.close();
    }

    /** Waits until the instance has ended, and returns it. */
    TaskInstance awaitEnd(InstanceId id) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> stores.statusOf(id).isTerminal());
        return stores.instance(id);
    }

    List<LogLine> logOf(InstanceId id) {
        return stores.logs().read(stores.instance(id), EnumSet.allOf(LogLevel.class), LogCursor.START, MOST_LINES);
    }

    @Override
    public void close() throws Exception {
        executor.close();
        membership.close();
        heartbeats.close();
    }

    private Engine start() {
        membership.start();
        Awaitility.await().atMost(START_LIMIT).until(() -> membership.lease().isPresent());
        executor.start();
        return this;
    }

    /** What kind of node it is. */
    static final class Builder {

        private final TestStores stores;
        private final Map<String, TaskHandler> handlers = new TreeMap<>();
        private UsageMeter usage = new UsageMeter();

        @Nullable
        private LogAllowance allowance;

        private int slots = 8;
        private int linesPerAttempt = 10_000;
        private Duration lease = Duration.ofSeconds(10);
        private Duration grace = Duration.ofSeconds(5);

        private Builder(TestStores stores) {
            this.stores = stores;
        }

        Builder handler(String name, TaskHandler handler) {
            handlers.put(name, handler);
            return this;
        }

        /** Counts what is used, and lets tenants log no more than that. */
        Builder usage(UsageMeter meter, LogAllowance logs) {
            usage = meter;
            allowance = logs;
            return this;
        }

        Builder slots(int count) {
            slots = count;
            return this;
        }

        Builder linesPerAttempt(int most) {
            linesPerAttempt = most;
            return this;
        }

        Builder lease(Duration length) {
            lease = length;
            return this;
        }

        Builder grace(Duration length) {
            grace = length;
            return this;
        }

        Engine start() {
            return new Engine(this).start();
        }

        private ExecutorSettings settings() {
            return new ExecutorSettings(
                    0,
                    slots,
                    1000,
                    Set.of("default"),
                    grace,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200),
                    20_000,
                    linesPerAttempt,
                    false,
                    false);
        }
    }
}
