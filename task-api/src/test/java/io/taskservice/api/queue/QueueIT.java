package io.taskservice.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Claim;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class QueueIT extends ApiTest {

    @Autowired
    private Signals signals;

    private String name;

    @BeforeEach
    void newQueue() {
        name = "q-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void aQueueIsSetUpShownReplacedAndForgotten() {
        Answer created = create("\"description\":\"邮件\",\"maxRunning\":3,\"rate\":{\"limit\":600,\"periodMs\":60000}");

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(ApiClient.QUEUES + "/" + name);
        assertThat(created.data().get("description").asString()).isEqualTo("邮件");
        assertThat(created.data().get("maxRunning").asInt()).isEqualTo(3);
        assertThat(created.data().get("rate").toString()).isEqualTo("{\"limit\":600,\"periodMs\":60000,\"burst\":10}");
        assertThat(created.data().get("paused").asBoolean()).isFalse();
        assertThat(show()).isEqualTo(created.data());
        assertThat(create("").code()).isEqualTo("QUEUE_EXISTS");

        Answer replaced = tenant.put(path(), "{\"rate\":{\"limit\":5,\"burst\":5}}");
        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(replaced.data().get("description").isNull()).isTrue();
        assertThat(replaced.data().get("maxRunning").isNull()).isTrue();
        assertThat(replaced.data().get("rate").toString()).isEqualTo("{\"limit\":5,\"periodMs\":1000,\"burst\":5}");

        Answer deleted = tenant.delete(path());
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        assertThat(tenant.get(path()).code()).isEqualTo("QUEUE_NOT_FOUND");
        assertThat(tenant.delete(path()).code()).isEqualTo("QUEUE_NOT_FOUND");
        assertThat(tenant.put(path(), "{}").code()).isEqualTo("QUEUE_NOT_FOUND");
        assertThat(sql("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log WHERE object_id = '" + name + "'"))
                .isEqualTo("queue.create,queue.replace,queue.delete");
    }

    @Test
    void aQueueInWhichSomethingIsExistsThoughNobodyHasSetItUp() {
        String first = submitted(task(""));
        submitted(task(",\"delay\":1000"));
        Claim claim = claims(name).get(0);
        submitted(task(""));

        JsonNode queue = show();
        assertThat(claim.id().value()).isEqualTo(first);
        assertThat(queue.get("createdAt").isNull()).isTrue();
        assertThat(queue.get("pending").asInt()).isEqualTo(1);
        assertThat(queue.get("running").asInt()).isEqualTo(1);
        assertThat(queue.get("scheduled").asInt()).isEqualTo(1);
        assertThat(queue.get("oldestAgeMs").asLong()).isBetween(0L, 60_000L);
        assertThat(queue.get("createdPerMinute").asDouble()).isEqualTo(3 / 5.0);
        assertThat(queue.get("endedPerMinute").asDouble()).isZero();
        succeed(claim);
        assertThat(show().get("endedPerMinute").asDouble()).isEqualTo(1 / 5.0);

        Answer busy = tenant.delete(path());
        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.code()).isEqualTo("QUEUE_IN_USE");
        assertThat(tenant.put(path(), "{\"maxRunning\":1}")
                        .data()
                        .get("createdAt")
                        .isNull())
                .isFalse();
    }

    @Test
    void theListHasThoseSetUpAndThoseInUseByName() {
        create("");
        submitted("{\"handler\":\"echo\",\"queue\":\"a-used-one\"}");

        Answer answer = tenant.get(ApiClient.QUEUES);

        assertThat(answer.data().findValuesAsString("name")).containsExactly("a-used-one", name);
        assertThat(answer.data().get(1).get("pending").asInt()).isZero();
        assertThat(answer.data().get(1).get("oldestAgeMs").isNull()).isTrue();
    }

    @Test
    void nothingOfAPausedQueueStartsUntilItIsResumed() {
        AtomicInteger told = new AtomicInteger();
        signals.listen(Signal.INSTANCES_READY, told::incrementAndGet);
        Answer paused = tenant.post(path() + "/pause", "{\"reason\":\"Umzug\"}");
        JsonNode again = tenant.post(path() + "/pause", null).data();

        assertThat(paused.status()).as(paused.text()).isEqualTo(200);
        assertThat(paused.data().get("paused").asBoolean()).isTrue();
        assertThat(paused.data().get("pauseReason").asString()).isEqualTo("Umzug");
        assertThat(again.get("pauseReason").isNull()).isTrue();
        assertThat(again.get("pausedSince")).isEqualTo(paused.data().get("pausedSince"));
        submitted(task(""));
        assertThat(claims(name)).isEmpty();
        tenant.put(path(), "{}");
        assertThat(claims(name)).isEmpty();

        told.set(0);
        JsonNode resumed = tenant.post(path() + "/resume", null).data();
        assertThat(resumed.get("paused").asBoolean()).isFalse();
        assertThat(resumed.get("pausedSince").isNull()).isTrue();
        assertThat(tenant.post(path() + "/resume", null).status()).isEqualTo(200);
        assertThat(told).hasValue(2);
        assertThat(claims(name)).hasSize(1);
    }

    @Test
    void theLimitsHold() {
        create("\"maxRunning\":2");
        for (int i = 0; i < 5; i++) {
            submitted(task(""));
        }

        List<Claim> first = claims(name);
        assertThat(first).hasSize(2);
        assertThat(claims(name)).isEmpty();
        succeed(first.get(0));
        assertThat(claims(name)).hasSize(1);
        tenant.put(path(), "{\"rate\":{\"limit\":1,\"periodMs\":86400000}}");
        assertThat(claims(name)).hasSize(1);
        assertThat(claims(name)).isEmpty();
        // Writing the same limits again does not fill the bucket again.
        tenant.put(path(), "{\"description\":\"d\",\"rate\":{\"limit\":1,\"periodMs\":86400000}}");
        assertThat(claims(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"description\":\"a\\u0000\"|422|description|INVALID_CHARACTER",
                "\"maxRunning\":0|422|maxRunning|TOO_SMALL",
                "\"maxRunning\":100001|422|maxRunning|TOO_LARGE",
                "\"maxRunning\":\"1\"|400|maxRunning|WRONG_TYPE",
                "\"rate\":5|400|rate|WRONG_TYPE",
                "\"rate\":{}|422|rate.limit|REQUIRED",
                "\"rate\":{\"limit\":0}|422|rate.limit|TOO_SMALL",
                "\"rate\":{\"limit\":1000001}|422|rate.limit|TOO_LARGE",
                "\"rate\":{\"limit\":1,\"periodMs\":999}|422|rate.periodMs|TOO_SMALL",
                "\"rate\":{\"limit\":1,\"periodMs\":86400001}|422|rate.periodMs|TOO_LARGE",
                "\"rate\":{\"limit\":1,\"burst\":0}|422|rate.burst|TOO_SMALL",
                "\"rate\":{\"limit\":1,\"burst\":2}|422|rate.burst|TOO_LARGE",
                "\"rate\":{\"limit\":1,\"per\":2}|400|rate.per|UNKNOWN_FIELD",
                "\"maxRuning\":1|400|maxRuning|UNKNOWN_FIELD"
            })
    void badSettingsAreNamed(String fields, int status, String field, String code) {
        Answer created = create(fields);
        create("");
        Answer replaced = tenant.put(path(), "{" + fields + "}");

        for (Answer answer : List.of(created, replaced)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.field()).isEqualTo(field);
            assertThat(answer.fieldCode()).isEqualTo(code);
        }
    }

    @Test
    void whatIsTooLongIsRefused() {
        create("");
        assertThat(tenant.put(path(), "{\"description\":\"" + "x".repeat(501) + "\"}")
                        .field())
                .isEqualTo("description");
        assertThat(tenant.post(path() + "/pause", "{\"reason\":\"" + "x".repeat(201) + "\"}")
                        .field())
                .isEqualTo("reason");
        assertThat(tenant.post(path() + "/pause", "{\"reason\":\"\\n\"}").fieldCode())
                .isEqualTo("INVALID_CHARACTER");
        assertThat(tenant.post(path() + "/pause", "{\"why\":\"\"}").status()).isEqualTo(400);
    }

    @Test
    void aNameThatNoQueueCanHaveIsNotFoundAndNotCreated() {
        admin.put(ApiClient.TENANTS + "/" + tenantId + "/limits", "{\"maxRunning\":7}");
        for (String bad : new String[] {"*", "a%20b", "%E9%98%9F", "x".repeat(65)}) {
            String path = ApiClient.QUEUES + "/" + bad;
            for (Answer answer : List.of(
                    tenant.get(path),
                    tenant.put(path, "{}"),
                    tenant.delete(path),
                    tenant.post(path + "/pause", null),
                    tenant.post(path + "/resume", null))) {
                assertThat(answer.status()).as(bad).isEqualTo(404);
                assertThat(answer.code()).isEqualTo("QUEUE_NOT_FOUND");
            }
        }
        assertThat(tenant.post(ApiClient.QUEUES, "{\"name\":\"*\"}").field()).isEqualTo("name");
        assertThat(tenant.post(ApiClient.QUEUES, "{}").fieldCode()).isEqualTo("REQUIRED");
        assertThat(tenant.get(ApiClient.QUEUES).data()).isEmpty();
        assertThat(limits().get("maxRunning").asInt()).isEqualTo(7);
    }

    @Test
    void anotherTenantsQueueIsAnother() {
        create("\"maxRunning\":1");
        submitted(task(""));

        assertThat(admin.get(path()).code()).isEqualTo("QUEUE_NOT_FOUND");
        assertThat(admin.delete(path()).code()).isEqualTo("QUEUE_NOT_FOUND");
        assertThat(admin.put(path(), "{}").code()).isEqualTo("QUEUE_NOT_FOUND");
        admin.post(path() + "/pause", null);
        assertThat(show().get("paused").asBoolean()).isFalse();
        assertThat(admin.delete(path()).status()).isEqualTo(204);
    }

    @Test
    void anIdempotencyKeyRepeatsTheAnswer() {
        String body = "{\"name\":\"" + name + "\"}";
        Answer first = tenant.post(ApiClient.QUEUES, body, "Idempotency-Key", name);
        Answer again = tenant.post(ApiClient.QUEUES, body, "Idempotency-Key", name);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void theLimitsOfATenantBearOnAllItsQueues() {
        String path = ApiClient.TENANTS + "/" + tenantId + "/limits";
        assertThat(limits().toString()).isEqualTo("{\"maxRunning\":null,\"rate\":null}");
        Answer set = admin.put(path, "{\"maxRunning\":2,\"rate\":{\"limit\":100}}");

        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(limits()).isEqualTo(set.data());
        assertThat(set.data().get("rate").get("burst").asInt()).isEqualTo(100);
        for (int i = 0; i < 3; i++) {
            submitted(task(""));
            submitted("{\"handler\":\"echo\",\"queue\":\"" + name + "-2\"}");
        }
        assertThat(claims(name)).hasSize(2);
        assertThat(claims(name + "-2")).isEmpty();
        assertThat(admin.put(path, "{}").data().get("maxRunning").isNull()).isTrue();
        assertThat(claims(name + "-2")).hasSize(3);
        assertThat(tenant.get(ApiClient.QUEUES).data().findValuesAsString("name"))
                .doesNotContain("*");
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'tenant.limit' AND tenant_id = '" + tenantId
                        + "'"))
                .isEqualTo("2");
    }

    @Test
    void badLimitsOfATenantAreNamed() {
        String path = ApiClient.TENANTS + "/" + tenantId + "/limits";

        assertThat(admin.put(path, "{\"maxRunning\":0}").field()).isEqualTo("maxRunning");
        assertThat(admin.put(path, "{\"rate\":{\"limit\":1,\"burst\":2}}").field())
                .isEqualTo("rate.burst");
        assertThat(admin.put(path, "{\"description\":\"\"}").status()).isEqualTo(400);
        assertThat(admin.put(ApiClient.TENANTS + "/absent/limits", "{}").code()).isEqualTo("TENANT_NOT_FOUND");
        assertThat(admin.get(ApiClient.TENANTS + "/%2A/limits").code()).isEqualTo("TENANT_NOT_FOUND");
        assertThat(tenant.put(path, "{}").status()).isEqualTo(403);
    }

    @Test
    void theStatisticsCountAllQueuesTogether() {
        submitted(task(""));
        submitted(task(",\"delay\":1000"));
        submitted("{\"handler\":\"echo\",\"queue\":\"" + name + "-2\"}");

        JsonNode stats = tenant.get("/api/v1/stats/queues").data();

        assertThat(stats.get("pending").asInt()).isEqualTo(2);
        assertThat(stats.get("scheduled").asInt()).isEqualTo(1);
        assertThat(stats.get("running").asInt()).isZero();
        assertThat(stats.get("oldestAgeMs").asLong()).isBetween(0L, 60_000L);
        assertThat(stats.get("queues").findValuesAsString("name")).containsExactly(name, name + "-2");
        assertThat(stats.get("queues").get(0).get("scheduled").asInt()).isEqualTo(1);
        JsonNode none = newTenant(new io.taskservice.identity.TenantId("e-" + name.substring(2)))
                .get("/api/v1/stats/queues")
                .data();
        assertThat(none.toString())
                .isEqualTo("{\"pending\":0,\"running\":0,\"scheduled\":0,\"oldestAgeMs\":null,\"queues\":[]}");
    }

    private String task(String others) {
        return "{\"handler\":\"echo\",\"queue\":\"" + name + "\"" + others + "}";
    }

    private Answer create(String fields) {
        return tenant.post(
                ApiClient.QUEUES, "{\"name\":\"" + name + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
    }

    private String path() {
        return ApiClient.QUEUES + "/" + name;
    }

    private JsonNode show() {
        return tenant.get(path()).data();
    }

    private JsonNode limits() {
        return admin.get(ApiClient.TENANTS + "/" + tenantId + "/limits").data();
    }
}
