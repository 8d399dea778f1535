package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.live.InstanceChange;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What handlers are given, and what becomes of what they return. */
class ExecutorIT extends EngineCase {

    @Test
    void aHandlerThatReturnsIsASuccessWithItsResultAndItsLog() throws Exception {
        try (Engine engine = engineOf(context -> {
            TaskLogger.debug(context, "got {}", context.getParams());
            TaskLogger.warn(context, "careful", new IllegalStateException("seen"));
            return TaskResult.success(Map.of("n", 1));
        })) {
            InstanceId id = anInstance().handler("h").params("{\"a\":1}").insertInto(stores);

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
        try (Engine engine = Engine.on(stores)
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
        try (Engine engine = Engine.on(stores)
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
        try (Engine engine = Engine.on(stores)
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
    void theNextOfALimitedKeyGoesAsSoonAsOneEnds() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Engine engine = engineOf(context -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            return TaskResult.success();
        })) {
            List<InstanceId> ids = IntStream.range(0, 40)
                    .mapToObj(i -> anInstance().handler("h").concurrency("k", 2).insertInto(stores))
                    .toList();

            ids.forEach(engine::awaitEnd);

            assertThat(most).hasValueLessThanOrEqualTo(2);
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
            anInstance().handler("h").tenant(new TenantId("other")).insertInto(stores);
            engine.live().hear(Set.of(TenantId.DEFAULT));
            InstanceId id = anInstance().handler("h").insertInto(stores);
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

            await().until(() -> stores.instance(id).run().progress().percent() != null);

            TaskInstance.Progress progress = stores.instance(id).run().progress();
            assertThat(progress.percent()).isEqualTo(100);
            assertThat(progress.message()).isEqualTo("more than all");
            assertThat(progress.counters()).isEqualTo("{\"rows\":7}");
            assertThat(progress.reportedAt()).isNotNull();
            seen.countDown();
            engine.awaitEnd(id);
        }
    }

    @Test
    void noMoreHandlersRunThanThereAreSlots() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Engine engine = Engine.on(stores)
                .slots(4)
                .handler("h", context -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(5);
                    now.decrementAndGet();
                    return TaskResult.success();
                })
                .start()) {
            List<InstanceId> ids = stores.database()
                    .inTransaction(() ->
                            IntStream.range(0, 100).mapToObj(i -> insert("h")).toList());

            ids.forEach(engine::awaitEnd);

            assertThat(most.get()).isEqualTo(4);
            assertThat(stores.number("SELECT COUNT(*) FROM task_instances WHERE attempt = 1"))
                    .isEqualTo(100);
        }
    }

    @Test
    void anInstanceOfAHandlerThatIsNotHereWaits() throws Exception {
        try (Engine engine = engineOf(context -> TaskResult.success())) {
            InstanceId unknown = insert("somewhere-else");
            engine.awaitEnd(insert("h"));

            assertThat(stores.statusOf(unknown)).isEqualTo(InstanceStatus.PENDING);
        }
    }

    @Test
    void aHandlerThatLeavesItsThreadInterruptedDisturbsNoOther() throws Exception {
        try (Engine engine = Engine.on(stores)
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

    private @Nullable String resultOf(Engine engine, String handler) {
        return engine.awaitEnd(insert(handler)).outcome().result();
    }

    private InstanceId assertEnded(Engine engine, String handler, String code, @Nullable String message) {
        InstanceId id = insert(handler);
        TaskInstance instance = engine.awaitEnd(id);
        assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
        assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome(null, code, message));
        return id;
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
