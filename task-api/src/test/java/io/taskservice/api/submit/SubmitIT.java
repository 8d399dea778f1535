package io.taskservice.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Claim;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class SubmitIT extends ApiTest {

    @Autowired
    private Signals signals;

    @Test
    void aTaskIsStoredBeforeItIsAnsweredAndFoundWhereTheAnswerSays() {
        AtomicInteger ready = new AtomicInteger();
        signals.listen(Signal.INSTANCES_READY, ready::incrementAndGet);

        Answer answer = submit("""
                {"handler":"echo","params":{"a":[1.50]},"queue":"mail","priority":2,"timeoutMs":5000,
                 "queueTimeoutMs":60000,"maxAttempts":3,"backoffInitialMs":10,"backoffMaxMs":20,
                 "retryOn":["TIMEOUT","E1"],"noRetryOn":["E2"],"delivery":"AT_MOST_ONCE","bizKey":"订单-1",
                 "kb_id":"kb_1","labels":{"customer":"4711","env/a.b-c_d":""},"concurrencyKey":"k","maxConcurrency":2,
                 "callbackUrl":"https://example.com/done"}
                """);

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode task = answer.data();
        String id = task.get("id").asString();
        assertThat(answer.header("Location")).isEqualTo(ApiClient.INSTANCES + "/" + id);
        assertThat(task.get("existing").asBoolean()).isFalse();
        assertThat(task.get("status").asString()).isEqualTo("PENDING");
        assertThat(task.get("definitionId").isNull()).isTrue();
        assertThat(task.get("executionParams").asString()).isEqualTo("{\"a\":[1.50]}");
        assertThat(task.get("queue").asString()).isEqualTo("mail");
        assertThat(task.get("priority").asInt()).isEqualTo(2);
        assertThat(task.get("timeoutMs").asLong()).isEqualTo(5000);
        assertThat(task.get("queueTimeoutMs").asLong()).isEqualTo(60000);
        assertThat(Instant.parse(task.get("expiresAt").asString()))
                .isEqualTo(Instant.parse(task.get("runAt").asString()).plusSeconds(60));
        assertThat(task.get("maxAttempts").asInt()).isEqualTo(3);
        assertThat(task.get("retryOn").toString()).isEqualTo("[\"E1\",\"TIMEOUT\"]");
        assertThat(task.get("noRetryOn").toString()).isEqualTo("[\"E2\"]");
        assertThat(task.get("delivery").asString()).isEqualTo("AT_MOST_ONCE");
        assertThat(task.get("bizKey").asString()).isEqualTo("订单-1");
        assertThat(task.get("labels").toString())
                .isEqualTo("{\"customer\":\"4711\",\"env/a.b-c_d\":\"\",\"kb_id\":\"kb_1\"}");
        assertThat(task.get("concurrencyKey").asString()).isEqualTo("k");
        assertThat(task.get("callbackUrl").asString()).isEqualTo("https://example.com/done");
        assertThat(task.get("maxConcurrency").asInt()).isEqualTo(2);
        assertThat(task.get("traceId").asString()).isEqualTo(answer.header("X-Trace-Id"));
        assertThat(tenant.get(answer.header("Location")).data().get("labels")).isEqualTo(task.get("labels"));
        assertThat(ready).hasValue(1);
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'instance.submit' AND object_id = '" + id + "'"))
                .isEqualTo("1");
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        JsonNode task = task("{\"handler\":\"echo\"}");

        assertThat(task.get("queue").asString()).isEqualTo("default");
        assertThat(task.get("priority").asInt()).isEqualTo(5);
        assertThat(task.get("maxAttempts").asInt()).isEqualTo(1);
        assertThat(task.get("delivery").asString()).isEqualTo("AT_LEAST_ONCE");
        for (String absent : List.of(
                "executionParams",
                "timeoutMs",
                "queueTimeoutMs",
                "expiresAt",
                "requestKey",
                "concurrencyKey",
                "maxConcurrency",
                "retryOn",
                "noRetryOn",
                "progressAt")) {
            assertThat(task.get(absent).isNull()).as(absent).isTrue();
        }
        assertThat(task.get("labels").toString()).isEqualTo("{}");
        Claim claim = claim(task.get("id").asString());
        assertThat(claim.attempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"task_type\":\"echo\",\"task_data\":{\"m\":1},\"priority\":\"high\",\"timeout\":300}",
                "{\"taskType\":\"echo\",\"taskData\":{\"m\":1},\"priority\":2,\"timeoutMs\":300000}",
                "{\"handler\":\"echo\",\"payload\":\"{\\\"m\\\":1}\",\"priority\":\"high\",\"timeout\":300}"
            })
    void olderClientsMayKeepTheirNames(String body) {
        JsonNode task = task(body);

        assertThat(task.get("handler").asString()).isEqualTo("echo");
        assertThat(task.get("executionParams").asString()).isEqualTo("{\"m\":1}");
        assertThat(task.get("priority").asInt()).isEqualTo(2);
        assertThat(task.get("timeoutMs").asLong()).isEqualTo(300_000);
    }

    @ParameterizedTest
    @CsvSource({"\"high\",2", "\"normal\",5", "\"low\",8", "1,1", "10,10", "null,5"})
    void aPriorityIsANumberOrAWord(String written, int level) {
        assertThat(task("{\"handler\":\"echo\",\"priority\":" + written + "}")
                        .get("priority")
                        .asInt())
                .isEqualTo(level);
    }

    @Test
    void theOlderPathTakesTheSame() {
        Answer answer = tenant.post(ApiClient.TASKS, "{\"task_type\":\"echo\",\"kb_id\":\"kb_9\",\"retry_limit\":3}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.data().get("maxAttempts").asInt()).isEqualTo(4);
        assertThat(answer.data().get("labels").get("kb_id").asString()).isEqualTo("kb_9");
    }

    @Test
    void whatIsToStartLaterIsScheduled() {
        AtomicInteger scheduled = new AtomicInteger();
        signals.listen(Signal.INSTANCES_SCHEDULED, scheduled::incrementAndGet);
        Instant now = database.now();

        JsonNode byDelayMs = task("{\"handler\":\"echo\",\"delayMs\":3600000}");
        JsonNode byDelay = task("{\"handler\":\"echo\",\"delay\":3600}");
        JsonNode byInstant = task("{\"handler\":\"echo\",\"runAt\":\"2090-01-01T01:00:00+01:00\"}");
        JsonNode byPast = task("{\"handler\":\"echo\",\"runAt\":\"2020-01-01T00:00:00Z\"}");

        for (JsonNode later : List.of(byDelayMs, byDelay)) {
            assertThat(later.get("status").asString()).isEqualTo("SCHEDULED");
            assertThat(Duration.between(now, Instant.parse(later.get("runAt").asString())))
                    .isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
        }
        assertThat(byInstant.get("runAt").asString()).isEqualTo("2090-01-01T00:00:00Z");
        assertThat(byPast.get("status").asString()).isEqualTo("PENDING");
        assertThat(scheduled).hasValue(3);
    }

    @Test
    void aPointerIsLookedUpInTheParams() {
        JsonNode task = task(
                "{\"handler\":\"echo\",\"params\":{\"customer\":{\"id\":7}}," + "\"concurrencyKey\":\"/customer/id\"}");

        assertThat(task.get("concurrencyKey").asString()).isEqualTo("7");
        assertThat(task.get("maxConcurrency").asInt()).isEqualTo(1);
    }

    @Test
    void aRequestKeyNamesOneTaskForEver() {
        String key = UUID.randomUUID().toString();
        Answer first = submit("{\"handler\":\"echo\",\"requestKey\":\"" + key + "\"}");
        Answer second = submit("{\"handler\":\"sleep\",\"priority\":1,\"requestKey\":\"" + key + "\"}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.data().get("existing").asBoolean()).isTrue();
        assertThat(second.data().get("id")).isEqualTo(first.data().get("id"));
        assertThat(second.data().get("handler").asString()).isEqualTo("echo");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        succeed(claim(first.data().get("id").asString()));
        assertThat(submit("{\"handler\":\"gone\",\"requestKey\":\"" + key + "\"}")
                        .status())
                .isEqualTo(200);
        Answer others = admin.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"requestKey\":\"" + key + "\"}");
        assertThat(others.status()).isEqualTo(202);
        assertThat(others.data().get("id")).isNotEqualTo(first.data().get("id"));
    }

    @Test
    void ofManyThatRaceWithOneRequestKeyOneMakesAnInstance() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (int round = 0; round < 10; round++) {
                String body = "{\"handler\":\"echo\",\"requestKey\":\"race-" + round + "\"}";
                List<Future<Answer>> answers = IntStream.range(0, 16)
                        .mapToObj(i -> threads.submit(() -> submit(body)))
                        .toList();
                int accepted = 0;
                for (Future<Answer> future : answers) {
                    Answer answer = future.get();
                    assertThat(answer.status()).as(answer.text()).isIn(200, 202);
                    accepted += answer.status() == 202 ? 1 : 0;
                }
                assertThat(accepted).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + tenantId + "'"))
                .isEqualTo("10");
    }

    @Test
    void anIdempotencyKeyRepeatsTheAnswer() {
        String body = "{\"handler\":\"echo\"}";
        String key = UUID.randomUUID().toString();
        Answer first = tenant.post(ApiClient.SUBMIT, body, "Idempotency-Key", key);
        Answer again = tenant.post(ApiClient.SUBMIT, body, "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + tenantId + "'"))
                .isEqualTo("1");
    }

    @Test
    void aDisabledTenantSubmitsNothing() {
        admin.post(ApiClient.TENANTS + "/" + tenantId + "/disable", null);

        Answer answer = admin.post(ApiClient.SUBMIT, "{\"handler\":\"echo\"}", "X-Tenant-Id", tenantId.value());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("TENANT_DISABLED");
    }

    private Answer submit(String body) {
        return tenant.post(ApiClient.SUBMIT, body);
    }

    private JsonNode task(String body) {
        Answer answer = submit(body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.data();
    }
}
