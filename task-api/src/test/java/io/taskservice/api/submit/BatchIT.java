package io.taskservice.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class BatchIT extends ApiTest {

    private static final String ECHO = "{\"handler\":\"echo\"}";

    @Autowired
    private Signals signals;

    @Test
    void allAcceptedIsAnsweredWithTheirIdsInOrder() {
        AtomicInteger ready = new AtomicInteger();
        AtomicInteger scheduled = new AtomicInteger();
        signals.listen(Signal.INSTANCES_READY, ready::incrementAndGet);
        signals.listen(Signal.INSTANCES_SCHEDULED, scheduled::incrementAndGet);

        Answer answer = batch(
                3,
                i -> "{\"handler\":\"echo\",\"params\":\"p" + i + "\",\"delay\":" + i * 100 + ",\"labels\":{\"n\":\""
                        + i + "\"}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.data().get("accepted").asInt()).isEqualTo(3);
        JsonNode items = answer.data().get("items");
        for (int i = 0; i < 3; i++) {
            assertThat(items.get(i).propertyNames())
                    .containsExactly("index", "status", "id", "error_code", "message", "errors");
            assertThat(items.get(i).get("index").asInt()).isEqualTo(i);
            assertThat(items.get(i).get("status").asString()).isEqualTo("accepted");
            JsonNode instance = instance(items.get(i).get("id").asString());
            assertThat(instance.get("executionParams").asString()).isEqualTo("p" + i);
            assertThat(instance.get("labels").get("n").asString()).isEqualTo("" + i);
            assertThat(instance.get("status").asString()).isEqualTo(i == 0 ? "PENDING" : "SCHEDULED");
        }
        assertThat(ready).hasValue(1);
        assertThat(scheduled).hasValue(1);
        assertThat(sql("SELECT detail FROM audit_log WHERE action = 'instance.submit-batch' AND tenant_id = '"
                        + tenantId + "'"))
                .contains("\"accepted\":3");
    }

    @Test
    void ofAThousandThreeBadOnesAreRejectedAndTheOthersStored() {
        Answer answer = batch(1000, i -> switch (i) {
            case 7 -> "{\"handler\":\"echo\",\"priority\":11,\"queue\":\"?\"}";
            case 500 -> "{\"handler\":\"nobody\"}";
            case 999 -> "{}";
            default -> ECHO;
        });

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().get("accepted").asInt()).isEqualTo(997);
        assertThat(answer.data().get("existing").asInt()).isZero();
        assertThat(answer.data().get("rejected").asInt()).isEqualTo(3);
        JsonNode items = answer.data().get("items");
        assertThat(items.get(7).get("error_code").asString()).isEqualTo("INVALID_TASK_DATA");
        assertThat(items.get(7).get("id").isNull()).isTrue();
        assertThat(items.get(7).get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("priority", "queue");
        assertThat(items.get(500).get("error_code").asString()).isEqualTo("UNKNOWN_HANDLER");
        assertThat(items.get(999).get("errors").findValuesAsString("field")).containsExactly("handler");
        assertThat(stored()).isEqualTo("997");
    }

    @Test
    void anAtomicBatchWithBadOnesStoresNothingAndNamesThemAll() {
        Answer answer = tenant.post(
                ApiClient.BATCH,
                "{\"atomic\":true,\"items\":[" + ECHO + ",{\"handler\":\"echo\",\"priority\":11}," + ECHO
                        + ",{\"handler\":\"nobody\"},{\"requestKey\":\"k\"}]}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("INVALID_TASK_DATA");
        assertThat(answer.message()).startsWith("3 of 5 tasks");
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactly("items[1].priority", "items[3].handler", "items[4].handler");
        assertThat(stored()).isEqualTo("0");
    }

    @Test
    void anAtomicBatchOfGoodOnesIsStoredWhole() {
        Answer answer = tenant.post(ApiClient.BATCH, "{\"atomic\":true,\"items\":[" + ECHO + "," + ECHO + "]}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(stored()).isEqualTo("2");
    }

    @Test
    void aRequestKeyNamesOneTaskInABatchToo() {
        String before = tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"requestKey\":\"old\"}")
                .data()
                .get("id")
                .asString();
        Answer answer = tenant.post(ApiClient.BATCH, """
                {"items":[{"handler":"echo","requestKey":"new"},{"handler":"echo","requestKey":"old"},
                          {"handler":"sleep","requestKey":"new"},{"handler":"echo","requestKey":"bad","priority":0},
                          {"handler":"echo","requestKey":"bad"}]}
                """);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode items = answer.data().get("items");
        assertThat(items.findValuesAsString("status"))
                .containsExactly("accepted", "existing", "existing", "rejected", "accepted");
        assertThat(items.get(1).get("id").asString()).isEqualTo(before);
        assertThat(items.get(2).get("id")).isEqualTo(items.get(0).get("id"));
        assertThat(answer.data().get("existing").asInt()).isEqualTo(2);
        assertThat(stored()).isEqualTo("3");
    }

    @Test
    void batchesThatRaceWithTheSameRequestKeysMakeEachOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Answer>> answers = IntStream.range(0, 6)
                    .mapToObj(t -> threads.submit(() -> batch(
                            700,
                            i -> "{\"handler\":\"echo\",\"labels\":{\"l\":\"v\"},\"requestKey\":\"key-"
                                    + (t % 2 == 0 ? i : 699 - i) + "\"}")))
                    .toList();
            int accepted = 0;
            for (Future<Answer> future : answers) {
                Answer answer = future.get();
                assertThat(answer.status()).as(answer.text()).isIn(200, 202);
                assertThat(answer.data().get("rejected").asInt()).isZero();
                accepted += answer.data().get("accepted").asInt();
            }
            assertThat(accepted).isEqualTo(700);
        } finally {
            threads.shutdownNow();
        }
        assertThat(stored()).isEqualTo("700");
        assertThat(sql("SELECT COUNT(*) FROM instance_labels WHERE tenant_id = '" + tenantId + "'"))
                .isEqualTo("700");
    }

    @Test
    void anIdempotencyKeyRepeatsTheAnswer() {
        String key = UUID.randomUUID().toString();
        String body = "{\"items\":[" + ECHO + "," + ECHO + "]}";
        Answer first = tenant.post(ApiClient.BATCH, body, "Idempotency-Key", key);
        Answer again = tenant.post(ApiClient.BATCH, body, "Idempotency-Key", key);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(stored()).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"items\":[]}|422|items",
                "{}|422|items",
                "{\"items\":null}|422|items",
                "{\"items\":[{\"handler\":\"echo\"},null]}|400|items[1]",
                "{\"items\":[{\"handler\":\"echo\"},5]}|400|items[1]",
                "{\"items\":{}}|400|items",
                "{\"items\":[{\"handler\":\"echo\",\"parms\":1}]}|400|items[0].parms",
                "{\"items\":[{\"handler\":\"echo\",\"timeout\":\"1\"}]}|400|items[0].timeout",
                "{\"items\":[{\"handler\":\"echo\",\"task_type\":\"echo\"}]}|400|task_type",
                "{\"items\":[{\"handler\":\"echo\"}],\"atomic\":1}|400|atomic",
                "{\"tasks\":[]}|400|tasks"
            })
    void aBatchThatIsNoneIsRefused(String body, int status, String field) {
        Answer answer = tenant.post(ApiClient.BATCH, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(stored()).isEqualTo("0");
    }

    @Test
    void moreThanAThousandAreTooMany() {
        Answer answer = batch(1001, i -> ECHO);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("1000");
    }

    @Test
    void aBatchMayHaveEightMebibytesAndNoOtherBody() {
        String params = "x".repeat(59_000);
        Answer large = batch(140, i -> "{\"handler\":\"echo\",\"params\":\"" + params + "\"}");
        Answer tooLarge = batch(150, i -> "{\"handler\":\"echo\",\"params\":\"" + params + "\"}");
        Answer single =
                tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"params\":\"" + "x".repeat(1_100_000) + "\"}");

        assertThat(large.status()).as(large.text()).isEqualTo(202);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(tooLarge.message()).contains("8 MiB");
        assertThat(single.status()).isEqualTo(413);
        assertThat(single.message()).contains("1 MiB");
        assertThat(stored()).isEqualTo("140");
    }

    @Test
    void aBatchWhoseLengthIsNotToldEndsAtTheSameLimit() {
        byte[] body = ("{\"items\":[" + "{\"handler\":\"echo\",\"params\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        Answer answer = tenant.send(HttpRequest.newBuilder(URI.create(tenant.base() + ApiClient.BATCH))
                .header("Authorization", "Bearer " + io.taskservice.api.ApiTestApplication.ADMIN_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

        assertThat(answer.status()).isEqualTo(413);
    }

    private Answer batch(int size, IntFunction<String> item) {
        return tenant.post(
                ApiClient.BATCH,
                IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(",", "{\"items\":[", "]}")));
    }

    private JsonNode instance(String id) {
        return tenant.get(ApiClient.INSTANCES + "/" + id).data();
    }

    private String stored() {
        return sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + tenantId + "'");
    }
}
