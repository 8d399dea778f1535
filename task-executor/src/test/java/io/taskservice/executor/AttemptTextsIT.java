package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.testkit.InstanceBuilder;
import io.taskservice.testkit.Together;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an attempt says: its log, its texts however long, and when others see them. */
class AttemptTextsIT extends EngineCase {

    @Test
    void aLogIsCutAfterSoManyLinesWithAMark() throws Exception {
        try (Engine engine = Engine.on(stores)
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
        try (Engine engine = Engine.on(stores)
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
                TaskInstance success = engine.awaitEnd(with("result", i).insertInto(stores));
                InstanceId failing = with("message", i).insertInto(stores);
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
        try (Engine engine = Engine.on(stores)
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
        try (Engine engine = Engine.on(stores)
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
            await().until(() -> stores.statusOf(first) == InstanceStatus.RUNNING);
            List<InstanceId> ids = stores.database().inTransaction(() -> {
                stores.rows("SELECT id FROM task_instances WHERE id = ? FOR UPDATE", first.value());
                firstMayEnd.countDown();
                await().until(() -> engine.busy() == 0);
                List<InstanceId> others = Together.elsewhere(() ->
                        IntStream.range(0, count).mapToObj(i -> insert("h")).toList());
                await().until(() -> returning.getCount() == 0 && engine.busy() == 0);
                return others;
            });

            ids.forEach(id -> assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.SUCCESS));

            assertThat(stores.number("SELECT COUNT(*) FROM task_instances WHERE LENGTH(result) = 64000"))
                    .isEqualTo(count);
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
                        .until(() -> stores.statusOf(id).isTerminal());
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
                Connection locks = stores.database().dataSource().getConnection();
                Statement statement = locks.createStatement()) {
            statement.execute("LOCK TABLES task_logs READ");
            InstanceId id = insert("h");
            await().until(() -> stores.statusOf(id) != InstanceStatus.PENDING && engine.busy() == 0);

            await().during(Duration.ofMillis(700)).until(() -> stores.statusOf(id) == InstanceStatus.RUNNING);
            statement.execute("UNLOCK TABLES");

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(engine.logOf(id)).hasSize(1);
        }
    }

    private static InstanceBuilder with(String handler, int params) {
        return anInstance().handler(handler).params(String.valueOf(params));
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
}
