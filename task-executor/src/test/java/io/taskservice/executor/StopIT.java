package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How attempts are stopped: by their timeout, by a cancel, by the stop of their node, by the loss of its lease. */
class StopIT extends EngineCase {

    @Test
    void aHandlerThatObeysIsStoppedAtItsTimeout() throws Exception {
        AtomicBoolean sawCancel = new AtomicBoolean();
        try (Engine engine = engineOf(context -> {
            try {
                Thread.sleep(60_000);
            } finally {
                sawCancel.set(context.isCancelled() && !context.isLeaseLost());
            }
            return TaskResult.success();
        })) {
            long started = System.nanoTime();
            InstanceId id =
                    anInstance().handler("h").timeout(Duration.ofMillis(300)).insertInto(stores);

            TaskInstance instance = engine.awaitEnd(id);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
            assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
            assertThat(instance.outcome().errorCode()).isEqualTo("TIMEOUT");
            assertThat(sawCancel.get()).isTrue();
        }
    }

    @Test
    void aStubbornHandlerEndsWithoutItsSayAndKeepsItsSlot() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            stubbornly(release);
            TaskLogger.info(context, "too late");
            return TaskResult.success("too late");
        })) {
            long started = System.nanoTime();
            InstanceId id =
                    anInstance().handler("h").timeout(Duration.ofMillis(200)).insertInto(stores);

            TaskInstance instance = engine.awaitEnd(id);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
            assertThat(instance.outcome().errorCode()).isEqualTo("TIMEOUT");
            assertThat(engine.busy()).isEqualTo(1);
            release.countDown();
            await().until(() -> engine.busy() == 0);
            assertThat(stores.instance(id)).isEqualTo(instance);
        }
    }

    @Test
    void aStubbornAttemptCannotSpeakForTheNext() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch firstHasReturned = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            if (context.getAttempt() == 1) {
                stubbornly(release);
                context.progress(99, "first");
                return TaskResult.success("first");
            }
            release.countDown();
            firstHasReturned.await();
            return TaskResult.success("second");
        })) {
            InstanceId id = anInstance()
                    .handler("h")
                    .maxAttempts(2)
                    .timeout(Duration.ofSeconds(2))
                    .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                    .insertInto(stores);
            await().until(() -> {
                stores.upkeep().promote(10);
                return stores.instance(id).run().attempt() == 2;
            });
            await().until(() -> release.getCount() == 0 && engine.busy() == 1);
            firstHasReturned.countDown();

            TaskInstance instance = engine.awaitEnd(id);

            assertThat(instance.outcome().result()).isEqualTo("second");
            assertThat(instance.run().progress().percent()).isNull();
        }
    }

    @Test
    void aCancelStopsAHandlerThatObeysWithinTwoSecondsThoughTheSignalIsLost() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            running.countDown();
            while (!context.isCancelled()) {
                LockSupport.parkNanos(1_000_000);
            }
            return TaskResult.failure("stopped");
        })) {
            InstanceId id = insert("h");
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            long asked = System.nanoTime();

            stores.instances().cancel(TenantId.DEFAULT, id);

            TaskInstance instance = engine.awaitEnd(id);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
            assertThat(instance.status()).isEqualTo(InstanceStatus.CANCELLED);
            assertThat(instance.outcome().errorCode()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void aCancelEndsAStubbornHandlersInstanceWithinFiveSeconds() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            running.countDown();
            stubbornly(release);
            return TaskResult.success("too late");
        })) {
            InstanceId id = insert("h");
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            long asked = System.nanoTime();

            stores.instances().cancel(TenantId.DEFAULT, id);

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
            release.countDown();
        }
    }

    @Test
    void aHandlerThatFinishesWithinTheGraceIsNotDisturbed() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean stopping = new AtomicBoolean();
        try (Engine engine = engineOf(context -> {
            running.countDown();
            while (!stopping.get()) {
                LockSupport.parkNanos(1_000_000);
            }
            Thread.sleep(200);
            return TaskResult.success("finished");
        })) {
            InstanceId id = insert("h");
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            InstanceId next = anInstance().handler("none-here").insertInto(stores);

            stopping.set(true);
            engine.stop();

            assertThat(stores.instance(id).outcome().result()).isEqualTo("finished");
            assertThat(stores.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
        }
    }

    @Test
    void whatDoesNotFinishWithinTheGraceIsGivenBackAndNotCounted() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = Engine.on(stores)
                .grace(Duration.ofMillis(100))
                .handler("obeys", context -> {
                    running.countDown();
                    Thread.sleep(60_000);
                    return TaskResult.success();
                })
                .handler("stubborn", context -> {
                    running.countDown();
                    stubbornly(release);
                    return TaskResult.success();
                })
                .start()) {
            InstanceId obeys = insert("obeys");
            InstanceId stubborn = insert("stubborn");
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            engine.stop();

            for (InstanceId id : List.of(obeys, stubborn)) {
                TaskInstance instance = stores.instance(id);
                assertThat(instance.status()).isEqualTo(InstanceStatus.PENDING);
                assertThat(instance.run().retries()).isZero();
                assertThat(instance.run().crashes()).isZero();
                assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome(null, null, null));
            }
            release.countDown();
        }
    }

    @Test
    void aHandlerSeesThatTheLeaseIsLostAndItsLateOutcomeIsFenced() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch sawLoss = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = Engine.on(stores)
                .lease(Duration.ofSeconds(3))
                .handler("h", context -> {
                    running.countDown();
                    Engine.untilLost(context);
                    sawLoss.countDown();
                    stubbornly(release);
                    return TaskResult.success("late");
                })
                .start()) {
            InstanceId id = insert("h");
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            NodeId lost = engine.membership().nodeId().orElseThrow();

            engine.cutHeartbeats();

            assertThat(sawLoss.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(stores.statusOf(id))
                    .as("still held in MySQL: stopped here before")
                    .isEqualTo(InstanceStatus.RUNNING);
            await().until(() -> {
                stores.nodes().declareDead();
                return stores.nodes().dead().stream().anyMatch(node -> node.id().equals(lost));
            });
            stores.upkeep().rescue(lost, 10);
            stores.execute(
                    "UPDATE task_instances SET status = 'RUNNING', attempt = 2, execution_node = 'other' WHERE id = ?",
                    id.value());
            release.countDown();
            await().until(() -> engine.counter("task.fenced.writes") == 1);

            TaskInstance instance = stores.instance(id);
            assertThat(instance.status()).isEqualTo(InstanceStatus.RUNNING);
            assertThat(instance.run().node()).isEqualTo(new NodeId("other"));
            assertThat(instance.outcome().result()).isNull();
        }
    }

    @Test
    void whatMayRunAtMostOnceIsNotGivenBackAtAStop() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (Engine engine = Engine.on(stores)
                .grace(Duration.ofMillis(100))
                .handler("h", context -> {
                    running.countDown();
                    Thread.sleep(60_000);
                    return TaskResult.success();
                })
                .start()) {
            InstanceId id = anInstance().handler("h").atMostOnce().insertInto(stores);
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            engine.stop();

            TaskInstance instance = stores.instance(id);
            assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
            assertThat(instance.outcome().errorCode()).isEqualTo("NODE_LOST");
        }
    }

    /** Waits although it is interrupted. */
    private static void stubbornly(CountDownLatch release) {
        while (release.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
