package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.handler.TaskResult;
import io.taskservice.identity.NodeId;
import io.taskservice.node.Node;
import io.taskservice.scaling.ScalingMode;
import io.taskservice.signal.Signal;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class AutoScalerIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId DECIDER = new NodeId("decider");

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void slotsFollowTheWorkWithinTheirBounds() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (Engine engine = Engine.on(STORES)
                .slots(10)
                .handler("waits", context -> {
                    gate.await();
                    return TaskResult.success();
                })
                .start()) {
            AutoScaler scaler = scaler(engine, 2, 6);
            AtomicInteger told = new AtomicInteger();
            engine.signals().listen(Signal.WORKERS_WISHED, told::incrementAndGet);

            assertThat(scaler.decideOnce(DECIDER)).as("from 6 of 10, idle").isEqualTo(5);
            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(4);
            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(3);
            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(2);
            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(2);
            assertThat(told.get()).isEqualTo(4);
            await().until(() -> engine.allowed() == 2);

            insert(20, "waits");
            await().until(() -> engine.busy() == 2 && STORES.scaling().look().busy() == 2);
            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(3);
            assertThat(scaler.decideOnce(DECIDER))
                    .as("not before the new slots are busy")
                    .isEqualTo(3);
            await().until(() -> engine.busy() == 3 && STORES.scaling().look().busy() == 3);
            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(4);
            gate.countDown();
        }
    }

    @Test
    void whatAPersonWantsStandsUntilItIsTakenBack() throws Exception {
        try (Engine engine = Engine.on(STORES).slots(10).start()) {
            AutoScaler scaler = scaler(engine, 1, 8);
            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(6);
            STORES.scaling().want(9, "a person");

            assertThat(scaler.decideOnce(DECIDER)).isEqualTo(6);

            assertThat(STORES.scaling().look().mode()).isEqualTo(ScalingMode.MANUAL);
            await().until(() -> engine.allowed() == 9);
            STORES.scaling().wantNothing();
            assertThat(STORES.scaling().look().mode()).isEqualTo(ScalingMode.AUTO);
            await().until(() -> engine.allowed() == 6);
        }
    }

    @Test
    void aDecisionThatNobodyRenewsEnds() throws Exception {
        try (Engine engine = Engine.on(STORES).slots(10).start()) {
            scaler(engine, 1, 4).decideOnce(DECIDER);
            await().until(() -> engine.allowed() == 3);

            STORES.execute("UPDATE cluster_numbers SET valid_until = UTC_TIMESTAMP(3)");

            await().until(() -> engine.allowed() == 10);
            assertThat(STORES.scaling().look().mode()).isEqualTo(ScalingMode.NONE);
        }
    }

    @Test
    void workThatNobodyCouldRunIsNoReasonToGrow() throws Exception {
        try (Engine engine = Engine.on(STORES)
                .slots(2)
                .handler("h", context -> TaskResult.success())
                .start()) {
            insert(5, "nobody-has-it");
            STORES.nodes()
                    .renew(
                            engine.membership().nodeId().orElseThrow(),
                            Duration.ofSeconds(10),
                            new Node.Load(2, Set.of(), 0),
                            engine.membership().state());

            assertThat(scaler(engine, 1, 50).decideOnce(DECIDER)).isEqualTo(2);
        }
    }

    private static AutoScaler scaler(Engine engine, int min, int max) {
        return new AutoScaler(
                engine.membership(),
                new AutoScaler.ScalingStores(STORES.cluster(), STORES.nodes(), STORES.claims(), STORES.scaling()),
                new ScalingSettings(true, min, max, 0.8, Duration.ofSeconds(5)),
                engine.signals());
    }

    private static void insert(int count, String handler) {
        STORES.instances()
                .insert(IntStream.range(0, count)
                        .mapToObj(i -> anInstance().handler(handler).toNewInstance())
                        .toList());
    }
}
