package io.taskservice.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyIT extends ApiTest {

    private static final String HOURLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"";

    private final String key = UUID.randomUUID().toString();

    @Test
    void aRepeatGetsTheFirstAnswerAgain() {
        String body = anEcho(HOURLY);
        Answer first = post(body, key);
        Answer repeat = post(body, key);
        Answer quoted = post(body, "\"" + key + "\"");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(repeat.header("Location")).isEqualTo(first.header("Location"));
        assertThat(repeat.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(quoted.text()).isEqualTo(first.text());
        assertThat(tenant.get(ApiClient.DEFINITIONS).data().get("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void runsRetriesAndTenantsAreCreatedOnceToo() {
        String run = ApiClient.DEFINITIONS + "/" + created(anEcho(HOURLY)) + "/run";
        Answer first = tenant.post(run, null, "Idempotency-Key", key);
        assertThat(tenant.post(run, null, "Idempotency-Key", key).text()).isEqualTo(first.text());
        String instance = first.data().get("id").asString();
        succeed(claim(instance));

        String retry = ApiClient.INSTANCES + "/" + instance + "/retry";
        Answer retried = tenant.post(retry, null, "Idempotency-Key", key + "-2");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(tenant.post(retry, null, "Idempotency-Key", key + "-2").text())
                .isEqualTo(retried.text());
        assertThat(tenant.get(ApiClient.INSTANCES).data().get("items")).hasSize(2);

        String body = "{\"id\":\"i-" + key.substring(0, 8) + "\",\"name\":\"once\"}";
        Answer made = admin.post(ApiClient.TENANTS, body, "Idempotency-Key", key);
        assertThat(made.status()).isEqualTo(201);
        assertThat(admin.post(ApiClient.TENANTS, body, "Idempotency-Key", key).text())
                .isEqualTo(made.text());
    }

    @Test
    void aKeyBelongsToOneRequest() {
        String body = anEcho(HOURLY);
        post(body, key);

        Answer other = post(anEcho(HOURLY), key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aRefusedRequestKeepsNothing() {
        assertThat(post(anEcho("\"scheduleType\":\"CRON\""), key).status()).isEqualTo(422);

        assertThat(post(anEcho(HOURLY), key).status()).isEqualTo(201);
    }

    @Test
    void anotherTenantsKeyIsAnotherKey() {
        post(anEcho(HOURLY), key);

        Answer answer = admin.post(ApiClient.DEFINITIONS, anEcho(HOURLY), "Idempotency-Key", key);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    @Test
    void aRepeatWhileTheFirstIsUnderWayIsToldSo() throws SQLException {
        try (Connection first = SCHEMA.dataSource().getConnection();
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.executeUpdate(
                    "INSERT INTO idempotency_keys (tenant_id, idempotency_key, request_hash, created_at)" + " VALUES ('"
                            + tenantId + "', '" + key + "', 'x', UTC_TIMESTAMP(3))");

            Answer busy = post(anEcho(HOURLY), key);

            assertThat(busy.status()).isEqualTo(409);
            assertThat(busy.code()).isEqualTo("IDEMPOTENCY_KEY_IN_USE");
            first.rollback();
        }
        assertThat(post(anEcho(HOURLY), key).status()).isEqualTo(201);
    }

    @Test
    void ofManyAtOnceOneIsCreated() throws Exception {
        String body = anEcho(HOURLY);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> post(body, key)))
                    .toList();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isIn(201, 409);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(post(body, key).status()).isEqualTo(201);
        assertThat(tenant.get(ApiClient.DEFINITIONS).data().get("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void aKeyIsFreeAgainAfterADay() {
        post(anEcho(HOURLY), key);
        update("UPDATE idempotency_keys SET created_at = created_at - INTERVAL 25 HOUR WHERE idempotency_key = '" + key
                + "'");

        assertThat(post(anEcho(HOURLY), key).header("Idempotent-Replayed")).isEmpty();
        assertThat(tenant.get(ApiClient.DEFINITIONS).data().get("total").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\"", "\"a\"b\""})
    void aKeyOfABadFormIsRefused(String bad) {
        Answer answer = post(anEcho(HOURLY), bad);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("Idempotency-Key");
        assertThat(post(anEcho(HOURLY), "x".repeat(129)).status()).isEqualTo(400);
    }

    private Answer post(String body, String idempotencyKey) {
        return tenant.post(ApiClient.DEFINITIONS, body, "Idempotency-Key", idempotencyKey);
    }
}
