package io.taskservice.api.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Completion;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ManyDeadLettersIT extends ApiTest {

    @Autowired
    private Signals signals;

    @Test
    void aRedriveAtARateSpreadsTheStarts() {
        List<String> ids = deadOnes(250);
        AtomicInteger ready = new AtomicInteger();
        AtomicInteger scheduled = new AtomicInteger();
        signals.listen(Signal.INSTANCES_READY, ready::incrementAndGet);
        signals.listen(Signal.INSTANCES_SCHEDULED, scheduled::incrementAndGet);

        JsonNode result = redrive("{\"filter\":{\"errorCode\":\"E1\"},\"ratePerSecond\":5}");

        assertThat(result.get("matched").asInt()).isEqualTo(250);
        assertThat(result.get("done").asInt()).isEqualTo(250);
        assertThat(result.get("refused").asInt()).isZero();
        List<Instant> starts = new ArrayList<>();
        for (String id : List.of(ids.get(0), ids.get(1), ids.get(5), ids.get(249))) {
            String again = sql("SELECT id FROM task_instances WHERE retry_of = '" + id + "'");
            starts.add(Instant.parse(tenant.get(ApiClient.INSTANCES + "/" + again)
                    .data()
                    .get("runAt")
                    .asString()));
        }
        Instant first = starts.get(0);
        assertThat(starts)
                .containsExactly(first, first.plusMillis(200), first.plusSeconds(1), first.plusMillis(249 * 200));
        assertThat(Instant.parse(result.get("lastRunAt").asString())).isEqualTo(starts.get(3));
        assertThat(count("status = 'PENDING'")).isEqualTo(1);
        assertThat(count("status = 'SCHEDULED'")).isEqualTo(249);
        assertThat(letters()).isZero();
        assertThat(ready).hasValue(1);
        assertThat(scheduled).hasValue(1);
        assertThat(sql("SELECT detail FROM audit_log WHERE action = 'dead-letter.redrive-many' AND tenant_id = '"
                        + tenantId + "'"))
                .contains("\"done\":250");
    }

    @Test
    void withoutARateAllStartAtOnceTheOldestUpToTheLimit() {
        List<String> ids = deadOnes(5);

        JsonNode result = redrive("{\"filter\":{},\"limit\":2}");

        assertThat(result.get("matched").asInt()).isEqualTo(5);
        assertThat(result.get("done").asInt()).isEqualTo(2);
        assertThat(count("status = 'PENDING' AND retry_of IN ('" + ids.get(0) + "','" + ids.get(1) + "')"))
                .isEqualTo(2);
        assertThat(letters()).isEqualTo(3);
    }

    @Test
    void theseAreRunAgainAndNoOthers() {
        List<String> ids = deadOnes(3);

        JsonNode result = redrive("{\"ids\":[\"" + ids.get(0) + "\",\"" + ids.get(2) + "\",\"" + ids.get(0)
                + "\",\"no-id\",\"" + UUID.randomUUID() + "\"]}");

        assertThat(result.get("matched").asInt()).isEqualTo(2);
        assertThat(result.get("done").asInt()).isEqualTo(2);
        assertThat(tenant.get(ApiClient.DEAD_LETTERS + "/" + ids.get(1)).status())
                .isEqualTo(200);
        assertThat(letters()).isEqualTo(1);
    }

    @Test
    void aDryRunOnlyCounts() {
        deadOnes(3);
        for (String route : new String[] {"/redrive", "/discard"}) {
            JsonNode result = tenant.post(
                            ApiClient.DEAD_LETTERS + route, "{\"filter\":{\"handler\":\"echo\"},\"dryRun\":true}")
                    .data();

            assertThat(result.get("matched").asInt()).isEqualTo(3);
            assertThat(result.get("done").asInt()).isZero();
            assertThat(result.get("dryRun").asBoolean()).isTrue();
        }
        assertThat(letters()).isEqualTo(3);
        assertThat(count("1 = 1")).isEqualTo(3);
    }

    @Test
    void manyAreDiscardedAndTheirInstancesStay() {
        deadOnes(3);

        Answer answer = tenant.post(ApiClient.DEAD_LETTERS + "/discard", "{\"filter\":{\"errorCode\":\"E1\"}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().get("done").asInt()).isEqualTo(3);
        assertThat(letters()).isZero();
        assertThat(count("status = 'FAILED'")).isEqualTo(3);
    }

    @Test
    void whatTheOverlapPolicyForbidsStays() {
        String definition = created(
                anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"", "\"overlapPolicy\":\"FORBID\""));
        for (int i = 0; i < 3; i++) {
            instances.complete(List.of(Completion.failure(claim(run(definition)), Duration.ofMillis(1), "E1", "no")));
        }
        deadOnes(1);

        JsonNode result = redrive("{\"filter\":{}}");

        assertThat(result.get("done").asInt()).isEqualTo(2);
        assertThat(result.get("refused").asInt()).isEqualTo(2);
        assertThat(letters()).isEqualTo(2);
    }

    @Test
    void thoseOfAQueueingDefinitionTakeTurns() {
        String definition = created(
                anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"", "\"overlapPolicy\":\"QUEUE\""));
        for (int i = 0; i < 3; i++) {
            instances.complete(List.of(Completion.failure(claim(run(definition)), Duration.ofMillis(1), "E1", "no")));
        }

        assertThat(redrive("{\"filter\":{}}").get("done").asInt()).isEqualTo(3);

        assertThat(count("status = 'PENDING'")).isEqualTo(1);
        assertThat(count("status = 'SCHEDULED' AND run_at = '9999-01-01'")).isEqualTo(2);
    }

    /** One that is in the hands of two at once may be passed over by both, and is there for the next. */
    @Test
    void redrivesAtOnceShareTheWork() throws Exception {
        deadOnes(300);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<JsonNode>> results = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> redrive("{\"filter\":{}}")))
                    .toList();
            int done = 0;
            for (Future<JsonNode> result : results) {
                done += result.get().get("done").asInt();
            }
            done += redrive("{\"filter\":{}}").get("done").asInt();
            assertThat(done).isEqualTo(300);
        } finally {
            threads.shutdownNow();
        }
        assertThat(count("retry_of IS NOT NULL")).isEqualTo(300);
    }

    @Test
    void anIdempotencyKeyRepeatsTheAnswer() {
        deadOnes(2);
        String key = UUID.randomUUID().toString();
        Answer first = tenant.post(ApiClient.DEAD_LETTERS + "/redrive", "{\"filter\":{}}", "Idempotency-Key", key);
        Answer again = tenant.post(ApiClient.DEAD_LETTERS + "/redrive", "{\"filter\":{}}", "Idempotency-Key", key);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(count("retry_of IS NOT NULL")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|ids|ONE_OF",
                "{\"ids\":[\"a\"],\"filter\":{}}|422|ids|ONE_OF",
                "{\"ids\":[]}|422|ids|TOO_LONG",
                "{\"ids\":[null]}|422|ids[0]|REQUIRED",
                "{\"ids\":[\"a\"],\"limit\":5}|422|limit|ONE_OF",
                "{\"filter\":{},\"limit\":0}|422|limit|TOO_SMALL",
                "{\"filter\":{},\"limit\":10001}|422|limit|TOO_LARGE",
                "{\"filter\":{\"code\":\"x\"}}|400|filter.code|UNKNOWN_FIELD",
                "{\"filter\":{\"from\":\"x\"}}|400|filter.from|WRONG_TYPE",
                "{\"ids\":\"a\"}|400|ids|WRONG_TYPE",
                "{\"filter\":{},\"dryRun\":1}|400|dryRun|WRONG_TYPE"
            })
    void badSelectionsAreNamed(String body, int status, String field, String code) {
        for (String route : new String[] {"/redrive", "/discard"}) {
            Answer answer = tenant.post(ApiClient.DEAD_LETTERS + route, body);

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.field()).isEqualTo(field);
            assertThat(answer.fieldCode()).isEqualTo(code);
        }
    }

    @Test
    void badRatesAreNamed() {
        for (String rate : new String[] {"0", "1001"}) {
            Answer answer =
                    tenant.post(ApiClient.DEAD_LETTERS + "/redrive", "{\"filter\":{},\"ratePerSecond\":" + rate + "}");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.field()).isEqualTo("ratePerSecond");
        }
        String many = IntStream.range(0, 1001).mapToObj(i -> "\"a\"").collect(Collectors.joining(","));
        assertThat(tenant.post(ApiClient.DEAD_LETTERS + "/redrive", "{\"ids\":[" + many + "]}")
                        .field())
                .isEqualTo("ids");
    }

    /** Instances that failed for good, oldest first. */
    private List<String> deadOnes(int many) {
        String items = IntStream.range(0, many)
                .mapToObj(i -> "{\"handler\":\"echo\",\"queue\":\"" + tenantId + "\",\"params\":\"" + i + "\"}")
                .collect(Collectors.joining(","));
        List<String> ids = tenant.post(ApiClient.BATCH, "{\"items\":[" + items + "]}")
                .data()
                .get("items")
                .findValuesAsString("id");
        instances.complete(claims(tenantId.value()).stream()
                .map(claim -> Completion.failure(claim, Duration.ofMillis(1), "E1", "no"))
                .toList());
        return ids;
    }

    private JsonNode redrive(String body) {
        Answer answer = tenant.post(ApiClient.DEAD_LETTERS + "/redrive", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    private int letters() {
        return Integer.parseInt(sql("SELECT COUNT(*) FROM dead_letters WHERE tenant_id = '" + tenantId + "'"));
    }

    private int count(String where) {
        return Integer.parseInt(
                sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + tenantId + "' AND " + where));
    }
}
