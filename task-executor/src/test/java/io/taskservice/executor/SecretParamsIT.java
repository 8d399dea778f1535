package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.taskservice.handler.NonRetryableTaskException;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.log.LogLine;
import io.taskservice.secret.SecretReferences;
import io.taskservice.testkit.TestStores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class SecretParamsIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId TENANT = new TenantId("a");
    private static final String CANARY = "c4n\"ary \\ va/lue";
    private static final String PARAMS = "{\"password\":\"${secret:db}\",\"n\":1}";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @BeforeEach
    void begin() {
        STORES.empty();
        STORES.secrets().put(TENANT, "db", CANARY, "key");
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void end() {
        root().detachAppender(log);
    }

    @Test
    void theHandlerGetsTheValueOfItsOwnTenantAndTheDatabaseKeepsTheReference() throws Exception {
        STORES.secrets().put(new TenantId("b"), "db", "the other's", "key");

        TaskInstance ended = run(PARAMS, context -> {
            seen.add(context.getParams());
            seen.add(String.valueOf(context.getParams(Map.class).get("password")));
            return TaskResult.success();
        });

        assertThat(ended.status()).isEqualTo(InstanceStatus.SUCCESS);
        assertThat(seen.get(1)).isEqualTo(CANARY);
        assertThat(ended.params()).isEqualTo(PARAMS);
    }

    @Test
    void aSecretThatIsNotThereFailsForGoodAndTheHandlerIsNotCalled() throws Exception {
        TaskInstance ended = run("{\"x\":\"${secret:db} ${secret:gone}\"}", context -> {
            seen.add("called");
            return TaskResult.success();
        });

        assertThat(ended.status()).isEqualTo(InstanceStatus.FAILED);
        assertThat(ended.outcome().errorCode()).isEqualTo("SECRET_MISSING");
        assertThat(ended.outcome().errorMessage()).contains("the secret gone,").doesNotContain(CANARY);
        assertThat(STORES.texts("SELECT retry_count FROM task_instances")).containsExactly("0");
        assertThat(seen).isEmpty();
    }

    @Test
    void aSecretThatCannotBeOpenedSaysWhy() throws Exception {
        STORES.execute("UPDATE tenant_secrets SET key_id = 'anotherkeyanothe'");

        TaskInstance ended = runOnce(PARAMS, context -> TaskResult.success());

        assertThat(ended.outcome().errorCode()).isEqualTo("SECRET_UNREADABLE");
        assertThat(ended.outcome().errorMessage()).contains("master key anotherkeyanothe");
    }

    @Test
    void nothingThatAnAttemptLeavesBehindShowsTheValue() throws Exception {
        CountDownLatch reported = new CountDownLatch(1);
        InstanceId id;
        try (Engine engine = Engine.on(STORES)
                .handler("echo", context -> {
                    TaskLogger.info(context, "params are {}", context.getParams());
                    context.log(
                            Level.ERROR,
                            "went wrong",
                            new IllegalStateException("no " + CANARY, new IllegalArgumentException(CANARY)));
                    context.progress(50, "with " + CANARY);
                    context.count(CANARY, 7);
                    reported.await();
                    return TaskResult.success(Map.of("said", CANARY, "url", "https://a/?p=" + inUrl()));
                })
                .start()) {
            id = anInstance().tenant(TENANT).params(PARAMS).insertInto(STORES);
            await().until(() ->
                    STORES.texts("SELECT progress_message FROM task_instances").contains("with ***"));
            reported.countDown();
            TaskInstance ended = engine.awaitEnd(id);

            assertThat(ended.outcome().result()).contains("\"said\":\"***\"").contains("?p=***");
            assertThat(engine.logOf(id))
                    .extracting(LogLine::message)
                    .anySatisfy(line -> assertThat(line).startsWith("params are {\"password\":\"***\",\"n\":1}"));
        }
        assertNothingShows();
    }

    @Test
    void failuresOfEveryKindShowNothing() throws Exception {
        assertThat(runOnce(PARAMS, context -> TaskResult.failure("CODE", "cannot log in with " + CANARY))
                        .outcome()
                        .errorMessage())
                .isEqualTo("cannot log in with ***");
        assertThat(runOnce(PARAMS, context -> {
                            throw new IllegalStateException("bad " + CANARY, new IllegalStateException(CANARY));
                        })
                        .outcome()
                        .errorMessage())
                .endsWith("bad ***");
        assertThat(runOnce(PARAMS, context -> {
                            throw new NonRetryableTaskException("never " + CANARY);
                        })
                        .outcome()
                        .errorMessage())
                .isEqualTo("never ***");
        assertNothingShows();
    }

    @Test
    void aCodeWithASecretInItIsNone() throws Exception {
        STORES.secrets().put(TENANT, "db", "S3CRET", "key");

        TaskInstance ended = runOnce(PARAMS, context -> TaskResult.failure("CODE_S3CRET", "x"));

        assertThat(ended.outcome().errorCode()).isEqualTo("HANDLER_FAILED");
    }

    @Test
    void aValueOfThreeCharactersIsNotMasked() throws Exception {
        STORES.secrets().put(TENANT, "db", "abc", "key");

        TaskInstance ended = runOnce(PARAMS, context -> TaskResult.success("abc"));

        assertThat(ended.outcome().result()).isEqualTo("abc");
    }

    private TaskInstance run(String params, TaskHandler handler) throws Exception {
        return run(params, handler, 3);
    }

    private TaskInstance runOnce(String params, TaskHandler handler) throws Exception {
        return run(params, handler, 1);
    }

    private TaskInstance run(String params, TaskHandler handler, int attempts) throws Exception {
        STORES.execute("DELETE FROM task_instances");
        try (Engine engine = Engine.on(STORES).handler("echo", handler).start()) {
            return engine.awaitEnd(anInstance()
                    .tenant(TENANT)
                    .params(params)
                    .maxAttempts(attempts)
                    .insertInto(STORES));
        }
    }

    private void assertNothingShows() {
        String logged = log.list.stream()
                .map(event -> event.getFormattedMessage()
                        + event.getMDCPropertyMap()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
        String stored = String.join(
                "\n",
                STORES.texts("SELECT CONCAT_WS('|', execution_params, result, error_code, error_message,"
                        + " progress_message, progress_counters) FROM task_instances"
                        + " UNION ALL SELECT log_message FROM task_logs"));
        for (String form : List.of(CANARY, escaped(), inUrl())) {
            assertThat(logged).doesNotContain(form);
            assertThat(stored).doesNotContain(form);
        }
        assertThat(logged).contains("***");
    }

    private static String escaped() {
        return SecretReferences.escaped(CANARY);
    }

    private static String inUrl() {
        return URLEncoder.encode(CANARY, StandardCharsets.UTF_8);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
