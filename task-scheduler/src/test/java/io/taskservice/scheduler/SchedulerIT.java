package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.cluster.Wish;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import io.taskservice.redis.LockSettings;
import io.taskservice.redis.RedisLink;
import io.taskservice.redis.RedisSettings;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scheduler with all its loops, in this process and without Redis. */
class SchedulerIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(30);

    private final Signals signals = new Signals();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Scheduler scheduler = scheduler();

    @BeforeEach
    void start() {
        STORES.empty();
        STORES.cluster().wish(Wish.RUNNING, "test");
        scheduler = scheduler();
        scheduler.start();
        await().until(() -> scheduler.generation() == STORES.cluster().wish().generation());
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void eachDefinitionFiresAtItsInstantHoweverLongTheScanInterval() {
        Instant first = STORES.now().plusSeconds(2);
        List<TaskDefinition> definitions = IntStream.range(0, 10)
                .mapToObj(i -> aDefinition().dueAt(first.plusMillis(i * 70L)).insertInto(STORES))
                .toList();
        signals.publish(Signal.DEFINITIONS_CHANGED);

        definitions.forEach(SchedulerIT::awaitInstance);

        for (TaskDefinition definition : definitions) {
            TaskInstance instance = STORES.instancesOf(definition).get(0);
            assertThat(instance.origin().fireTime())
                    .isEqualTo(definition.cursor().nextFireTime());
            // The look-ahead's delay is milliseconds; the sweep, which would also find it, comes after a second.
            assertThat(Duration.between(Objects.requireNonNull(instance.origin().fireTime()), instance.runAt()))
                    .isBetween(Duration.ZERO, Duration.ofMillis(900));
        }
        assertThat(meters.counter("task.fires").count()).isEqualTo(10);
        assertThat(scheduler.isHealthy()).isTrue();
    }

    @Test
    void aDefinitionOfWhichNobodyToldIsFoundByTheSweep() {
        TaskDefinition definition =
                aDefinition().dueAt(STORES.now().plusMillis(200)).insertInto(STORES);

        awaitInstance(definition);
    }

    @Test
    void aStoppedSchedulerFiresNothingAndCatchesUpWhenItIsStarted() {
        STORES.cluster().wish(Wish.STOPPED, "test");
        signals.publish(Signal.SCHEDULER_WISHED);
        await().until(() -> scheduler.generation() == STORES.cluster().wish().generation());
        TaskDefinition definition = aDefinition().dueAt(STORES.now()).insertInto(STORES);
        InstanceId scheduled = anInstance().scheduledAt(STORES.now()).insertInto(STORES);
        signals.publish(Signal.DEFINITIONS_CHANGED);
        await().until(() -> STORES.statusOf(scheduled) == InstanceStatus.PENDING);
        assertThat(STORES.instancesOf(definition)).isEmpty();

        STORES.cluster().wish(Wish.RUNNING, "test");
        signals.publish(Signal.SCHEDULER_WISHED);

        awaitInstance(definition);
    }

    @Test
    void aRestartIsObeyed() {
        long generation = STORES.cluster().restart("test").generation();

        await().until(() -> scheduler.generation() == generation);

        TaskDefinition definition = aDefinition().dueAt(STORES.now()).insertInto(STORES);
        awaitInstance(definition);
    }

    @Test
    void aRetryIsPromotedWhenItsTimeHasCome() {
        InstanceId id = anInstance().scheduledAt(STORES.now().plusMillis(400)).insertInto(STORES);
        signals.publish(Signal.INSTANCES_SCHEDULED);

        await().atMost(Duration.ofSeconds(5)).until(() -> STORES.statusOf(id) == InstanceStatus.PENDING);
    }

    @Test
    void aDeadNodesClaimIsFree() {
        NodeId node = new NodeId("dying");
        STORES.nodes()
                .join(
                        node,
                        "boot",
                        new Node.Profile(Set.of(Role.EXECUTOR), "a", "v", 1, Set.of(), Set.of()),
                        Duration.ofMillis(300));
        InstanceId id = anInstance().runningOn(node).insertInto(STORES);

        await().atMost(Duration.ofSeconds(5)).until(() -> STORES.statusOf(id) == InstanceStatus.PENDING);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> STORES.nodes().dead().isEmpty()
                        && meters.counter("task.rescued").count() == 1);
    }

    @Test
    @Tag("once")
    void whatANodeHoldsThatIsGoneIsFreed() {
        InstanceId id = anInstance().runningOn(new NodeId("gone")).insertInto(STORES);

        await().atMost(Duration.ofSeconds(60)).until(() -> STORES.statusOf(id) == InstanceStatus.PENDING);
    }

    private static void awaitInstance(TaskDefinition definition) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !STORES.instancesOf(definition).isEmpty());
    }

    private Scheduler scheduler() {
        LockSettings locks = new LockSettings("test:", Duration.ofSeconds(60));
        RedisLink none = new RedisLink(new RedisSettings("", 6379, "", Duration.ofSeconds(1)), locks);
        Stores stores = SchedulerStores.of(STORES);
        return new Scheduler(
                stores,
                new PartitionKeeper(none, locks, stores.nodes(), Optional::empty, Duration.ofSeconds(10)),
                new SchedulerSettings(SCAN_INTERVAL, 100, 4, Duration.ofSeconds(30)),
                SchedulerStores.deliveries(stores, DeliverySettings.fast(), meters),
                signals,
                new SchedulerMetrics(meters));
    }
}
