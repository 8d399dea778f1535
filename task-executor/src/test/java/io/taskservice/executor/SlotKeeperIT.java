package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.node.Node;
import io.taskservice.node.NodeState;
import io.taskservice.node.NodeWish;
import io.taskservice.node.Role;
import io.taskservice.signal.Signal;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors obey what is wanted of their slots, also when nobody tells them. */
@Tag("once")
class SlotKeeperIT {

    private static final TestStores STORES = TestStores.fresh();

    /** What is promised, and something for a slow machine. */
    private static final Duration SOON = Duration.ofSeconds(2).plusMillis(500);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final TaskHandler waits = context -> {
        gate.await();
        return TaskResult.success();
    };

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void twoNodesDivideWhatIsWantedAndObeyWithoutASignal() throws Exception {
        try (Engine one = engine();
                Engine two = engine()) {
            await().until(() -> one.allowed() == 8 && two.allowed() == 8);

            STORES.scaling().want(5, "test");

            await().atMost(SOON).until(() -> one.allowed() + two.allowed() == 5);
            assertThat(List.of(one.allowed(), two.allowed())).containsExactlyInAnyOrder(2, 3);
            insert(12);
            await().until(() -> one.busy() + two.busy() == 5);
            await().during(Duration.ofMillis(700)).until(() -> one.busy() == one.allowed());
            gate.countDown();
        }
    }

    @Test
    void loweringStopsNothingThatRunsAndRaisingFillsAtOnce() throws Exception {
        try (Engine engine = engine()) {
            insert(12);
            await().until(() -> engine.busy() == 8);

            STORES.scaling().want(3, "test");
            engine.signals().publish(Signal.WORKERS_WISHED);
            await().until(() -> engine.allowed() == 3);

            await().during(Duration.ofMillis(700)).until(() -> engine.busy() == 8);
            assertThat(running()).isEqualTo(8);
            assertThat(engine.free()).isZero();

            STORES.scaling().wantNothing();
            engine.signals().publish(Signal.WORKERS_WISHED);
            await().until(() -> engine.allowed() == 8);
            gate.countDown();
            await().until(() -> STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'SUCCESS'") == 12);
        }
    }

    @Test
    void aNodeThatJoinsWhileNothingIsWantedClaimsNothing() throws Exception {
        STORES.scaling().want(0, "test");
        InstanceId waiting = anInstance().handler("waits").insertInto(STORES);
        gate.countDown();
        try (Engine engine = engine()) {
            await().during(Duration.ofSeconds(1)).until(() -> engine.busy() == 0);
            assertThat(STORES.statusOf(waiting)).isEqualTo(InstanceStatus.PENDING);

            STORES.scaling().wantNothing();

            engine.awaitEnd(waiting);
        }
    }

    @Test
    void aDrainedNodeFinishesWhatItRunsAndWorksAgainWhenResumed() throws Exception {
        try (Engine engine = engine()) {
            insert(1);
            await().until(() -> engine.busy() == 1);
            NodeId id = engine.membership().nodeId().orElseThrow();

            assertThat(STORES.nodes().wish(id, NodeWish.DRAIN)).isTrue();
            assertThat(STORES.nodes().wish(id, NodeWish.DRAIN)).isTrue();

            await().atMost(SOON).until(() -> stateOf(id) == NodeState.DRAINING);
            await().atMost(SOON).until(() -> engine.allowed() == 0);
            InstanceId waiting = anInstance().handler("waits").insertInto(STORES);
            gate.countDown();
            await().until(() -> engine.busy() == 0);
            await().during(Duration.ofMillis(700)).until(() -> STORES.statusOf(waiting) == InstanceStatus.PENDING);
            assertThat(STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'SUCCESS'"))
                    .isEqualTo(1);

            STORES.nodes().wish(id, NodeWish.WORK);

            await().atMost(SOON).until(() -> stateOf(id) == NodeState.ALIVE && engine.allowed() == 8);
            engine.awaitEnd(waiting);
        }
    }

    @Test
    void aStopIsFinalWhateverIsWished() throws Exception {
        try (Engine engine = engine()) {
            NodeId id = engine.membership().nodeId().orElseThrow();
            engine.stop();
            await().until(() -> stateOf(id) == NodeState.DRAINING);

            engine.membership().obey(NodeWish.DRAIN);
            engine.membership().obey(NodeWish.WORK);

            assertThat(engine.membership().state()).isEqualTo(NodeState.DRAINING);
            await().during(Duration.ofMillis(500)).until(() -> stateOf(id) == NodeState.DRAINING);
        }
    }

    @Test
    void aDrainedNodeThatLostItsLeaseComesBackDrained() throws Exception {
        try (Engine engine = engine()) {
            NodeId before = engine.membership().nodeId().orElseThrow();
            STORES.nodes().wish(before, NodeWish.DRAIN);
            await().until(() -> engine.membership().state() == NodeState.DRAINING);

            STORES.execute("UPDATE nodes SET lease_until = UTC_TIMESTAMP(3) WHERE id = ?", before.value());

            await().until(() -> !engine.membership().nodeId().orElseThrow().equals(before));
            NodeId after = engine.membership().nodeId().orElseThrow();
            await().until(() -> stateOf(after) == NodeState.DRAINING);
            await().during(Duration.ofSeconds(2)).until(() -> engine.allowed() == 0);
        }
    }

    @Test
    void aNodeThatIsGoneLeavesItsShareToTheOthers() throws Exception {
        STORES.nodes()
                .join(
                        new NodeId("a-silent-one"),
                        "boot",
                        new Node.Profile(Set.of(Role.EXECUTOR), "a", "v", 8, Set.of(), Set.of("default")),
                        Duration.ofSeconds(60));
        STORES.scaling().want(4, "test");
        try (Engine engine = engine()) {
            await().until(() -> engine.allowed() == 2);

            STORES.execute("UPDATE nodes SET lease_until = UTC_TIMESTAMP(3) WHERE id = 'a-silent-one'");

            await().atMost(SOON).until(() -> engine.allowed() == 4);
        }
    }

    private Engine engine() {
        return Engine.on(STORES).handler("waits", waits).start();
    }

    private static void insert(int count) {
        STORES.instances()
                .insert(IntStream.range(0, count)
                        .mapToObj(i -> anInstance().handler("waits").toNewInstance())
                        .toList());
    }

    private static long running() {
        return STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'RUNNING'");
    }

    private static NodeState stateOf(NodeId id) {
        return STORES.nodes().live().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
