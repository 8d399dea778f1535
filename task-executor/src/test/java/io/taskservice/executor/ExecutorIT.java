package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.handler.NonRetryableTaskException;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.PastAttempt;
import io.taskservice.instance.TaskInstance;
import io.taskservice.live.InstanceChange;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.testkit.InstanceBuilder;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import io.taskservice.work.Backoff;
import io.taskservice.work.Retries;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutorIT {

    private static final TestStores STORES = TestStores.fresh();

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aHandlerThatReturnsIsASuccessWithItsResultAndItsLog() throws Exception {
        try (Engine engine = engineOf(context -> {
            TaskLogger.debug(context, "got {}", context.getParams());
            TaskLogger.warn(context, "careful", new IllegalStateException("seen"));
            return TaskResult.success(Map.of("n", 1));
        })) {
            InstanceId id = anInstance().handler("h").params("{\"a\":1}").insertInto(STORES);

            TaskInstance instance = engine.awaitEnd(id);

            assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(instance.outcome().result()).isEqualTo("{\"n\":1}");
            assertThat(instance.run().attempt()).isEqualTo(1);
            assertThat(instance.run().node())
                    .isEqualTo(engine.membership().nodeId().orElseThrow());
            assertThat(instance.run().duration()).isNotNull();
            List<LogLine> lines = engine.logOf(id);
            assertThat(lines).extracting(LogLine::level).containsExactly(LogLevel.DEBUG, LogLevel.WARN);
            assertThat(lines).extracting(LogLine::seq).containsExactly(1, 2);
            assertThat(lines.get(0).message()).isEqualTo("got {\"a\":1}");
            assertThat(lines.get(1).message()).contains("careful", "java.lang.IllegalStateException: seen", "\tat ");
            assertThat(engine.isHealthy()).isTrue();
        }
    }

    @Test
    void whatAHandlerReturnsIsKeptAsTextOrAsJson() throws Exception {
        try (Engine engine = Engine.on(STORES)
                .handler("null", context -> ofAuthorWithoutNullCheck())
                .handler("nothing", context -> TaskResult.success())
                .handler("text", context -> TaskResult.success("plain"))
                .handler("list", context -> TaskResult.success(List.of(1, "two")))
                .start()) {
            assertThat(resultOf(engine, "null")).isNull();
            assertThat(resultOf(engine, "nothing")).isNull();
            assertThat(resultOf(engine, "text")).isEqualTo("plain");
            assertThat(resultOf(engine, "list")).isEqualTo("[1,\"two\"]");
        }
    }

    @Test
    void aFailureKeepsItsCodeAndMessage() throws Exception {
        try (Engine engine = Engine.on(STORES)
                .handler("coded", context -> TaskResult.failure("E_42", "broken"))
                .handler("plain", context -> TaskResult.failure("broken"))
                .handler("bad-code", context -> TaskResult.failure("no spaces, 中文", null))
                .start()) {
            assertEnded(engine, "coded", "E_42", "broken");
            assertEnded(engine, "plain", "HANDLER_FAILED", "broken");
            assertEnded(engine, "bad-code", "HANDLER_FAILED", null);
        }
    }

    @Test
    void whateverIsThrownIsAFailureWithItsStackInTheLog() throws Exception {
        try (Engine engine = Engine.on(STORES)
                .handler("exception", context -> {
                    throw new IllegalArgumentException("bad input");
                })
                .handler("error", context -> deeper(0))
                .handler("unwritable", context -> TaskResult.success(new Unwritable()))
                .start()) {
            InstanceId id = assertEnded(
                    engine, "exception", "HANDLER_EXCEPTION", "java.lang.IllegalArgumentException: bad input");
            assertThat(engine.logOf(id))
                    .singleElement()
                    .satisfies(line -> assertThat(line.level()).isEqualTo(LogLevel.ERROR))
                    .satisfies(line -> assertThat(line.message())
                            .contains("IllegalArgumentException: bad input", "at io.taskservice.executor.ExecutorIT"));
            assertEnded(engine, "error", "HANDLER_EXCEPTION", "java.lang.StackOverflowError");
            InstanceId unwritable = insert("unwritable");
            assertThat(engine.awaitEnd(unwritable).outcome().errorCode()).isEqualTo("HANDLER_EXCEPTION");
        }
    }

    @Test
    void aFailureIsTriedAgainWhileAttemptsAreLeft() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Engine engine = engineOf(context -> {
            TaskLogger.info(context, "attempt {}", context.getAttempt());
            assertThat(context.getFencingToken()).isEqualTo(context.getAttempt());
            assertThat(context.getIdempotencyKey()).isEqualTo(context.getInstanceId());
            return calls.incrementAndGet() < 3 ? TaskResult.failure("not yet") : TaskResult.success("at last");
        })) {
            InstanceId id = anInstance()
                    .handler("h")
                    .maxAttempts(3)
                    .backoff(Duration.ofMillis(20), Duration.ofMillis(50))
                    .insertInto(STORES);
            promoteUntilEnded(id);

            TaskInstance instance = STORES.instance(id);

            assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(instance.run().attempt()).isEqualTo(3);
            assertThat(instance.run().retries()).isEqualTo(2);
            assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome("at last", null, null));
            assertThat(engine.logOf(id))
                    .extracting(LogLine::message)
                    .containsExactly("attempt 1", "attempt 2", "attempt 3");
            assertThat(engine.counter("task.fenced.writes")).isZero();
        }
    }

    @Test
    void aHandlerMayAskToBeRunAgainLaterAndUsesUpNoAttempt() throws Exception {
        try (Engine engine = engineOf(context ->
                context.getAttempt() < 4 ? TaskResult.retryAfter(Duration.ofMillis(1)) : TaskResult.success("done"))) {
            InstanceId id = insert("h");

            promoteUntilEnded(id);

            TaskInstance instance = STORES.instance(id);
            assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(instance.run().attempt()).isEqualTo(4);
            assertThat(instance.run().retries()).isZero();
            assertThat(STORES.instances().pastAttempts(instance.tenantId(), id, 10))
                    .extracting(PastAttempt::outcome)
                    .containsOnly(PastAttempt.Outcome.SNOOZED)
                    .hasSize(3);
        }
    }

    @Test
    void whatIsOfNoUseToRetryFailsAtOnce() throws Exception {
        try (Engine engine = Engine.on(STORES)
                .handler("plain", context -> {
                    throw new NonRetryableTaskException("the account is closed");
                })
                .handler("coded", context -> {
                    throw new NonRetryableTaskException("CLOSED", "the account is closed", null);
                })
                .start()) {
            InstanceId plain = anInstance().handler("plain").maxAttempts(5).insertInto(STORES);
            InstanceId coded = anInstance().handler("coded").maxAttempts(5).insertInto(STORES);

            assertThat(engine.awaitEnd(plain).outcome())
                    .isEqualTo(new TaskInstance.Outcome(null, "HANDLER_EXCEPTION", "the account is closed"));
            assertThat(engine.awaitEnd(coded).outcome())
                    .isEqualTo(new TaskInstance.Outcome(null, "CLOSED", "the account is closed"));
            assertThat(STORES.instance(coded).run().attempt()).isEqualTo(1);
        }
    }

    @Test
    void onlyFailuresThatTheRulesCoverAreTriedAgain() throws Exception {
        Retries rules = new Retries(5, new Backoff(Duration.ZERO, Duration.ZERO), Set.of("BUSY"), Set.of());
        try (Engine engine = Engine.on(STORES)
                .handler(
                        "busy",
                        context -> context.getAttempt() < 3
                                ? TaskResult.failure("BUSY", "later")
                                : TaskResult.failure("BROKEN", "never"))
                .start()) {
            InstanceId id = anInstance().handler("busy").retries(rules).insertInto(STORES);

            promoteUntilEnded(id);

            assertThat(STORES.instance(id).run().attempt()).isEqualTo(3);
            assertThat(STORES.instance(id).outcome().errorCode()).isEqualTo("BROKEN");
        }
    }

    @Test
    void theNextOfALimitedKeyGoesAsSoonAsOneEnds() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Engine engine = engineOf(context -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            return TaskResult.success();
        })) {
            List<InstanceId> ids = IntStream.range(0, 40)
                    .mapToObj(i -> anInstance().handler("h").concurrency("k", 2).insertInto(STORES))
                    .toList();

            ids.forEach(engine::awaitEnd);

            assertThat(most).hasValueLessThanOrEqualTo(2);
        }
    }

    @Test
    void theLastAttemptsFailureIsFinal() throws Exception {
        try (Engine engine = engineOf(context -> TaskResult.failure("never"))) {
            InstanceId id = anInstance()
                    .handler("h")
                    .maxAttempts(2)
                    .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                    .insertInto(STORES);
            promoteUntilEnded(id);

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.FAILED);
            assertThat(STORES.instance(id).run().attempt()).isEqualTo(2);
        }
    }

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
                    anInstance().handler("h").timeout(Duration.ofMillis(300)).insertInto(STORES);

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
                    anInstance().handler("h").timeout(Duration.ofMillis(200)).insertInto(STORES);

            TaskInstance instance = engine.awaitEnd(id);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
            assertThat(instance.outcome().errorCode()).isEqualTo("TIMEOUT");
            assertThat(engine.busy()).isEqualTo(1);
            release.countDown();
            await().until(() -> engine.busy() == 0);
            assertThat(STORES.instance(id)).isEqualTo(instance);
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
                    .insertInto(STORES);
            await().until(() -> {
                STORES.upkeep().promote(10);
                return STORES.instance(id).run().attempt() == 2;
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

            STORES.instances().cancel(TenantId.DEFAULT, id);

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

            STORES.instances().cancel(TenantId.DEFAULT, id);

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
            release.countDown();
        }
    }

    @Test
    void anAttemptThatIsCancelledIsNotTriedAgain() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            running.countDown();
            Thread.sleep(60_000);
            return TaskResult.success();
        })) {
            InstanceId id = anInstance().handler("h").maxAttempts(9).insertInto(STORES);
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            STORES.instances().cancel(TenantId.DEFAULT, id);

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.CANCELLED);
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
            InstanceId next = anInstance().handler("none-here").insertInto(STORES);

            stopping.set(true);
            engine.stop();

            assertThat(STORES.instance(id).outcome().result()).isEqualTo("finished");
            assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
        }
    }

    @Test
    void whatDoesNotFinishWithinTheGraceIsGivenBackAndNotCounted() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = Engine.on(STORES)
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
                TaskInstance instance = STORES.instance(id);
                assertThat(instance.status()).isEqualTo(InstanceStatus.PENDING);
                assertThat(instance.run().retries()).isZero();
                assertThat(instance.run().crashes()).isZero();
                assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome(null, null, null));
            }
            release.countDown();
        }
    }

    @Test
    void aLogIsCutAfterSoManyLinesWithAMark() throws Exception {
        try (Engine engine = Engine.on(STORES)
                .linesPerAttempt(5)
                .handler("h", context -> {
                    IntStream.rangeClosed(1, 20).forEach(i -> TaskLogger.info(context, "line {}", i));
                    return TaskResult.success();
                })
                .start()) {
            InstanceId id = insert("h");
            engine.awaitEnd(id);

            List<LogLine> lines = engine.logOf(id);

            assertThat(lines).hasSize(6);
            assertThat(lines.get(4).message()).isEqualTo("line 5");
            assertThat(lines.get(5).message()).contains("truncated");
            assertThat(lines.get(5).level()).isEqualTo(LogLevel.WARN);
            assertThat(engine.counter("task.log.lines.dropped")).isEqualTo(14);
        }
    }

    @Test
    void textsThatAreTooLongAreCutAndNeverFailTheOutcome() throws Exception {
        String wideThenNarrow = "中".repeat(40_000) + "a".repeat(1_000_000);
        List<String> texts = List.of(
                "a".repeat(65_000),
                "a".repeat(65_001),
                "a".repeat(70_000),
                "中".repeat(30_000),
                "😀".repeat(40_000),
                wideThenNarrow,
                "a".repeat(1_000_000) + "中".repeat(40_000));
        try (Engine engine = Engine.on(STORES)
                .handler("result", context -> TaskResult.success(texts.get(Integer.parseInt(context.getParams()))))
                .handler("message", context -> {
                    String text = texts.get(Integer.parseInt(context.getParams()));
                    TaskLogger.info(context, text);
                    context.progress(1, text);
                    return TaskResult.failure(text);
                })
                .start()) {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                TaskInstance success = engine.awaitEnd(with("result", i).insertInto(STORES));
                InstanceId failing = with("message", i).insertInto(STORES);
                TaskInstance failure = engine.awaitEnd(failing);

                assertThat(success.status()).isEqualTo(InstanceStatus.SUCCESS);
                assertCutOf(text, String.valueOf(success.outcome().result()));
                assertThat(failure.outcome().errorCode()).isEqualTo("HANDLER_FAILED");
                assertCutOf(text, String.valueOf(failure.outcome().errorMessage()));
                assertThat(engine.logOf(failing)).hasSize(1);
            }
            assertThat(engine.counter("task.log.lines.dropped")).isZero();
        }
    }

    @Test
    void noTextOfAHandlerFailsTheOutcome() throws Exception {
        String strange = "😀 \u0000 \ud83d lone \ude00 \u001b[31m é \\ ' \" \u2028 \r\n";
        try (Engine engine = Engine.on(STORES)
                .handler("result", context -> {
                    TaskLogger.error(context, strange);
                    context.progress(50, strange);
                    return TaskResult.success(strange);
                })
                .handler("failure", context -> TaskResult.failure(strange, strange))
                .handler("exception", context -> {
                    throw new IllegalStateException(strange);
                })
                .start()) {
            InstanceId id = insert("result");
            TaskInstance instance = engine.awaitEnd(id);
            assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(instance.outcome().result())
                    .startsWith("😀 \u0000 ? lone ? ")
                    .endsWith("\r\n");
            assertThat(engine.logOf(id)).hasSize(1);
            assertThat(engine.awaitEnd(insert("failure")).outcome().errorCode()).isEqualTo("HANDLER_FAILED");
            assertThat(engine.awaitEnd(insert("exception")).outcome().errorCode())
                    .isEqualTo("HANDLER_EXCEPTION");
        }
    }

    /** While the writer waits for a row that somebody holds, all the others end: what it then finds is 19 MB. */
    @Test
    void outcomesThatTogetherAreLargerThanAPacketAreStoredAllTheSame() throws Exception {
        int count = 300;
        String large = "x".repeat(64_000);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        CyclicBarrier together = new CyclicBarrier(count);
        CountDownLatch returning = new CountDownLatch(count);
        try (Engine engine = Engine.on(STORES)
                .slots(count + 1)
                .lease(Duration.ofSeconds(60))
                .handler("first", context -> {
                    firstMayEnd.await();
                    return TaskResult.success();
                })
                .handler("h", context -> {
                    together.await();
                    returning.countDown();
                    return TaskResult.success(large);
                })
                .start()) {
            InstanceId first = insert("first");
            await().until(() -> STORES.statusOf(first) == InstanceStatus.RUNNING);
            List<InstanceId> ids = STORES.database().inTransaction(() -> {
                STORES.rows("SELECT id FROM task_instances WHERE id = ? FOR UPDATE", first.value());
                firstMayEnd.countDown();
                await().until(() -> engine.busy() == 0);
                List<InstanceId> others = Together.elsewhere(() ->
                        IntStream.range(0, count).mapToObj(i -> insert("h")).toList());
                await().until(() -> returning.getCount() == 0 && engine.busy() == 0);
                return others;
            });

            ids.forEach(id -> assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.SUCCESS));

            assertThat(STORES.number("SELECT COUNT(*) FROM task_instances WHERE LENGTH(result) = 64000"))
                    .isEqualTo(count);
        }
    }

    @Test
    void whoListensHearsOfTheStartTheProgressAndTheEnd() throws Exception {
        List<InstanceChange> heard = new CopyOnWriteArrayList<>();
        CountDownLatch reported = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            context.progress(40, "half");
            reported.await(20, TimeUnit.SECONDS);
            return TaskResult.failure("BROKEN", "no luck");
        })) {
            engine.live().listen(heard::addAll);
            anInstance().handler("h").tenant(new TenantId("other")).insertInto(STORES);
            engine.live().hear(Set.of(TenantId.DEFAULT));
            InstanceId id = anInstance().handler("h").insertInto(STORES);
            await().until(() -> heard.stream().anyMatch(change -> Objects.equals(change.progress(), 40)));
            reported.countDown();
            engine.awaitEnd(id);

            await().until(() -> heard.stream().anyMatch(change -> change.status() == InstanceStatus.FAILED));
            assertThat(heard).extracting(InstanceChange::instanceId).containsOnly(id);
            assertThat(heard)
                    .extracting(InstanceChange::status)
                    .startsWith(InstanceStatus.RUNNING)
                    .endsWith(InstanceStatus.FAILED);
            assertThat(heard.get(heard.size() - 1).errorCode()).isEqualTo("BROKEN");
        }
    }

    @Test
    void progressIsVisibleWhileTheHandlerRuns() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            context.progress(170, "more than all");
            context.count("rows", 1);
            context.count("rows", 7);
            seen.await();
            return TaskResult.success();
        })) {
            InstanceId id = insert("h");

            await().until(() -> STORES.instance(id).run().progress().percent() != null);

            TaskInstance.Progress progress = STORES.instance(id).run().progress();
            assertThat(progress.percent()).isEqualTo(100);
            assertThat(progress.message()).isEqualTo("more than all");
            assertThat(progress.counters()).isEqualTo("{\"rows\":7}");
            assertThat(progress.reportedAt()).isNotNull();
            seen.countDown();
            engine.awaitEnd(id);
        }
    }

    @Test
    void aHandlerSeesThatTheLeaseIsLostAndItsLateOutcomeIsFenced() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch sawLoss = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = Engine.on(STORES)
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
            assertThat(STORES.statusOf(id))
                    .as("still held in MySQL: stopped here before")
                    .isEqualTo(InstanceStatus.RUNNING);
            await().until(() -> {
                STORES.nodes().declareDead();
                return STORES.nodes().dead().stream().anyMatch(node -> node.id().equals(lost));
            });
            STORES.upkeep().rescue(lost, 10);
            STORES.execute(
                    "UPDATE task_instances SET status = 'RUNNING', attempt = 2, execution_node = 'other' WHERE id = ?",
                    id.value());
            release.countDown();
            await().until(() -> engine.counter("task.fenced.writes") == 1);

            TaskInstance instance = STORES.instance(id);
            assertThat(instance.status()).isEqualTo(InstanceStatus.RUNNING);
            assertThat(instance.run().node()).isEqualTo(new NodeId("other"));
            assertThat(instance.outcome().result()).isNull();
        }
    }

    @Test
    void noMoreHandlersRunThanThereAreSlots() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Engine engine = Engine.on(STORES)
                .slots(4)
                .handler("h", context -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(5);
                    now.decrementAndGet();
                    return TaskResult.success();
                })
                .start()) {
            List<InstanceId> ids = STORES.database()
                    .inTransaction(() ->
                            IntStream.range(0, 100).mapToObj(i -> insert("h")).toList());

            ids.forEach(engine::awaitEnd);

            assertThat(most.get()).isEqualTo(4);
            assertThat(STORES.number("SELECT COUNT(*) FROM task_instances WHERE attempt = 1"))
                    .isEqualTo(100);
        }
    }

    @Test
    void whoeverSeesAnInstanceEndedSeesItsWholeLog() throws Exception {
        int lines = 40;
        try (Engine engine = engineOf(context -> {
            IntStream.range(0, lines).forEach(i -> TaskLogger.info(context, "line {}", i));
            return TaskResult.success();
        })) {
            List<InstanceId> ids =
                    IntStream.range(0, 60).mapToObj(i -> insert("h")).toList();

            for (InstanceId id : ids) {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> STORES.statusOf(id).isTerminal());
                assertThat(engine.logOf(id)).hasSize(lines);
            }
        }
    }

    @Test
    void anOutcomeWaitsForItsLog() throws Exception {
        try (Engine engine = engineOf(context -> {
                    TaskLogger.info(context, "a line");
                    return TaskResult.success();
                });
                Connection locks = STORES.database().dataSource().getConnection();
                Statement statement = locks.createStatement()) {
            statement.execute("LOCK TABLES task_logs READ");
            InstanceId id = insert("h");
            await().until(() -> STORES.statusOf(id) != InstanceStatus.PENDING && engine.busy() == 0);

            await().during(Duration.ofMillis(700)).until(() -> STORES.statusOf(id) == InstanceStatus.RUNNING);
            statement.execute("UNLOCK TABLES");

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(engine.logOf(id)).hasSize(1);
        }
    }

    @Test
    void whatMayRunAtMostOnceIsNotGivenBackAtAStop() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (Engine engine = Engine.on(STORES)
                .grace(Duration.ofMillis(100))
                .handler("h", context -> {
                    running.countDown();
                    Thread.sleep(60_000);
                    return TaskResult.success();
                })
                .start()) {
            InstanceId id = anInstance().handler("h").atMostOnce().insertInto(STORES);
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            engine.stop();

            TaskInstance instance = STORES.instance(id);
            assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
            assertThat(instance.outcome().errorCode()).isEqualTo("NODE_LOST");
        }
    }

    @Test
    void anInstanceOfAHandlerThatIsNotHereWaits() throws Exception {
        try (Engine engine = engineOf(context -> TaskResult.success())) {
            InstanceId unknown = insert("somewhere-else");
            engine.awaitEnd(insert("h"));

            assertThat(STORES.statusOf(unknown)).isEqualTo(InstanceStatus.PENDING);
        }
    }

    @Test
    void aHandlerThatLeavesItsThreadInterruptedDisturbsNoOther() throws Exception {
        try (Engine engine = Engine.on(STORES)
                .slots(1)
                .handler("interrupts", context -> {
                    Thread.currentThread().interrupt();
                    return TaskResult.success();
                })
                .handler("sleeps", context -> {
                    Thread.sleep(10);
                    return TaskResult.success();
                })
                .start()) {
            for (int i = 0; i < 5; i++) {
                engine.awaitEnd(insert("interrupts"));
                assertThat(engine.awaitEnd(insert("sleeps")).status()).isEqualTo(InstanceStatus.SUCCESS);
            }
        }
    }

    private static Engine engineOf(TaskHandler handler) {
        return Engine.on(STORES).handler("h", handler).start();
    }

    private static InstanceId insert(String handler) {
        return anInstance().handler(handler).insertInto(STORES);
    }

    private static InstanceBuilder with(String handler, int params) {
        return anInstance().handler(handler).params(String.valueOf(params));
    }

    private static @Nullable String resultOf(Engine engine, String handler) {
        return engine.awaitEnd(insert(handler)).outcome().result();
    }

    private static InstanceId assertEnded(Engine engine, String handler, String code, @Nullable String message) {
        InstanceId id = insert(handler);
        TaskInstance instance = engine.awaitEnd(id);
        assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
        assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome(null, code, message));
        return id;
    }

    /** The beginning of the text, whole or with a mark, and most of what a column holds. */
    private static void assertCutOf(String text, String kept) {
        assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(65_000);
        if (!kept.equals(text)) {
            assertThat(kept).endsWith("… (truncated)");
            assertThat(text).startsWith(kept.substring(0, kept.length() - "… (truncated)".length()));
            assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(15_000);
        }
    }

    private static void promoteUntilEnded(InstanceId id) {
        await().until(() -> {
            STORES.upkeep().promote(10);
            return STORES.statusOf(id).isTerminal();
        });
    }

    /** Waits although it is interrupted. */
    private static void stubbornly(CountDownLatch release) {
        while (release.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @SuppressWarnings("NullAway")
    private static TaskResult ofAuthorWithoutNullCheck() {
        return null;
    }

    private static TaskResult deeper(int depth) {
        return depth < 0 ? TaskResult.success() : deeper(depth + 1);
    }

    /** Has a property that cannot be read. */
    private static final class Unwritable {

        @SuppressWarnings("unused")
        public String getName() {
            throw new IllegalStateException("no name");
        }
    }
}
