package io.taskservice.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.ProgressReport;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.log.TaskLogRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class InstanceDetailIT extends ApiTest {

    @Autowired
    private TaskLogRepository logs;

    @Test
    void itsAttemptsAreToldOldestFirst() {
        String id = submitted("{\"handler\":\"echo\",\"maxAttempts\":3,\"backoffInitialMs\":0,\"backoffMaxMs\":0}");
        assertThat(instance(id).get("attempts")).isEmpty();
        Claim first = claim(id);
        assertThat(outcomes(id)).containsExactly("RUNNING");
        instances.complete(List.of(Completion.retry(first, Duration.ofMillis(7), Duration.ZERO, "E1", "again")));
        assertThat(outcomes(id)).containsExactly("RETRIED");
        promote(id);
        instances.complete(List.of(Completion.snoozed(claim(id), Duration.ofMillis(7), Duration.ZERO)));
        promote(id);
        instances.complete(List.of(Completion.returned(claim(id), Duration.ofMillis(7))));
        instances.complete(List.of(Completion.failure(claim(id), Duration.ofMillis(7), "E2", "no more")));

        JsonNode attempts = instance(id).get("attempts");
        assertThat(outcomes(id)).containsExactly("RETRIED", "SNOOZED", "GIVEN_BACK", "FAILED");
        assertThat(attempts.get(0).get("number").asInt()).isEqualTo(1);
        assertThat(attempts.get(0).get("errorCode").asString()).isEqualTo("E1");
        assertThat(attempts.get(0).get("errorMessage").asString()).isEqualTo("again");
        assertThat(attempts.get(0).get("node").asString()).isEqualTo("test-node");
        assertThat(attempts.get(3).get("number").asInt()).isEqualTo(4);
        assertThat(attempts.get(3).get("errorCode").asString()).isEqualTo("E2");
        assertThat(attempts.get(3).get("endTime").isNull()).isFalse();
    }

    @Test
    void whatIsCancelledWhileItWaitsForARetryHasTheAttemptOnce() {
        String id = submitted("{\"handler\":\"echo\",\"maxAttempts\":3}");
        instances.complete(
                List.of(Completion.retry(claim(id), Duration.ofMillis(7), Duration.ofHours(1), "E1", "again")));
        tenant.post(ApiClient.INSTANCES + "/" + id + "/cancel", null);

        assertThat(outcomes(id)).containsExactly("RETRIED");
    }

    @Test
    void ofManyAttemptsTheLastHundredAreTold() {
        String id = submitted("{\"handler\":\"echo\"}");
        claim(id);
        update("UPDATE task_instances SET attempt = 151 WHERE id = '" + id + "'");
        for (int i = 1; i <= 150; i++) {
            update(
                    "INSERT INTO task_attempts (task_instance_id, attempt, tenant_id, node, start_time, end_time, outcome)"
                            + " VALUES ('" + id + "', " + i + ", '" + tenantId
                            + "', 'n', '2026-01-01', '2026-01-01', 'SNOOZED')");
        }

        JsonNode attempts = instance(id).get("attempts");

        assertThat(attempts).hasSize(100);
        assertThat(attempts.get(0).get("number").asInt()).isEqualTo(52);
        assertThat(attempts.get(99).get("number").asInt()).isEqualTo(151);
    }

    @Test
    void itsProgressIsShownAndFromItWhenItWillEnd() {
        String id = submitted("{\"handler\":\"echo\"}");
        Claim claim = claim(id);
        update("UPDATE task_instances SET start_time = start_time - INTERVAL 100 SECOND WHERE id = '" + id + "'");
        instances.report(List.of(new ProgressReport(claim, 50, "half way", "{\"rows\":120,\"bytes\":9000000000}")));

        JsonNode running = instance(id);

        assertThat(running.get("progress").asInt()).isEqualTo(50);
        assertThat(running.get("progressCounters").toString()).isEqualTo("{\"bytes\":9000000000,\"rows\":120}");
        assertThat(running.get("progressStalled").asBoolean()).isFalse();
        Instant start = Instant.parse(running.get("startTime").asString());
        Instant reported = Instant.parse(running.get("progressAt").asString());
        assertThat(Instant.parse(running.get("estimatedCompletion").asString()))
                .isEqualTo(start.plus(Duration.between(start, reported).multipliedBy(2)));

        update("UPDATE task_instances SET progress_at = progress_at - INTERVAL 61 SECOND WHERE id = '" + id + "'");
        assertThat(instance(id).get("progressStalled").asBoolean()).isTrue();
        succeed(claim);
        assertThat(instance(id).get("progressStalled").asBoolean()).isFalse();
        assertThat(instance(id).get("estimatedCompletion").isNull()).isTrue();
    }

    @Test
    void withoutProgressItsLikeTellWhenItWillEnd() {
        for (long seconds : new long[] {1000, 10, 3000}) {
            Claim claim = claim(submitted("{\"handler\":\"echo\"}"));
            instances.complete(List.of(Completion.success(claim, Duration.ofSeconds(seconds), null)));
        }
        Claim other = claim(submitted("{\"handler\":\"sleep\"}"));
        instances.complete(List.of(Completion.success(other, Duration.ofSeconds(7777), null)));
        String id = submitted("{\"handler\":\"echo\"}");
        assertThat(instance(id).get("estimatedCompletion").isNull()).isTrue();
        claim(id);

        JsonNode running = instance(id);
        assertThat(Instant.parse(running.get("estimatedCompletion").asString()))
                .isEqualTo(Instant.parse(running.get("startTime").asString()).plusSeconds(1000));
    }

    @Test
    void thoseOfADefinitionAreToldByItsOwn() {
        Claim adHoc = claim(submitted("{\"handler\":\"echo\"}"));
        instances.complete(List.of(Completion.success(adHoc, Duration.ofSeconds(10), null)));
        String definition = created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""));
        instances.complete(List.of(Completion.success(claim(run(definition)), Duration.ofSeconds(500), null)));
        String id = run(definition);
        claim(id);

        JsonNode running = instance(id);
        assertThat(Instant.parse(running.get("estimatedCompletion").asString()))
                .isEqualTo(Instant.parse(running.get("startTime").asString()).plusSeconds(500));
    }

    @Test
    void whatWaitsForASlotSaysSo() {
        String key = "k-" + tenantId;
        String body = "{\"handler\":\"echo\",\"concurrencyKey\":\"" + key + "\"}";
        String first = submitted(body);
        String second = submitted(body);
        Claim running = claim(first);

        JsonNode waiting = instance(second);
        assertThat(waiting.get("status").asString()).isEqualTo("SCHEDULED");
        assertThat(waiting.get("waitsForSlot").asBoolean()).isTrue();
        assertThat(waiting.get("runAt").isNull()).isTrue();
        succeed(running);
        assertThat(instance(second).get("status").asString()).isEqualTo("PENDING");
        assertThat(instance(second).get("waitsForSlot").asBoolean()).isFalse();
    }

    @Test
    void listsByQueueAndByLabels() {
        String first = submitted("{\"handler\":\"echo\",\"queue\":\"a\",\"labels\":{\"x\":\"1\",\"y\":\"a,b:c\"}}");
        String second = submitted("{\"handler\":\"echo\",\"queue\":\"b\",\"labels\":{\"x\":\"1\"}}");
        String third = submitted("{\"handler\":\"echo\",\"queue\":\"b\",\"kb_id\":\"kb_1\"}");

        assertThat(found("?queue=b")).containsExactly(third, second);
        assertThat(found("?label=x:1")).containsExactly(second, first);
        assertThat(found("?label=x:1&queue=a")).containsExactly(first);
        assertThat(found("?label=x:1&label=y:a,b:c")).containsExactly(first);
        assertThat(found("?label=y:a,b:c")).containsExactly(first);
        assertThat(found("?label=x:1&label=x:1&limit=1")).containsExactly(second);
        assertThat(found("?label=kb_id:kb_1&status=PENDING&status=RUNNING")).containsExactly(third);
        assertThat(found("?label=x:1&status=FAILED")).isEmpty();
        assertThat(found("?label=x:2")).isEmpty();
        assertThat(found("?label=x:")).isEmpty();
        JsonNode slice = tenant.get(ApiClient.INSTANCES + "?label=x:1&limit=1").data();
        assertThat(found("?label=x:1&limit=1&cursor=" + slice.get("nextCursor").asString()))
                .containsExactly(first);
        assertThat(admin.get(ApiClient.INSTANCES + "?label=y:a,b:c").data().get("items"))
                .isEmpty();
        assertThat(tenant.get(ApiClient.INSTANCES + "?queue=a")
                        .data()
                        .get("items")
                        .get(0)
                        .get("attempts"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "label=x,label,INVALID_FORMAT",
        "label=:x,label,INVALID_FORMAT",
        "label=,label,INVALID_FORMAT",
        "label=x:1&label=x:2,label,REPEATED",
        "queue=a&queue=b,queue,REPEATED"
    })
    void badFiltersAreNamed(String query, String field, String code) {
        Answer answer = tenant.get(ApiClient.INSTANCES + "?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo(code);
    }

    @Test
    void whatHasEndedIsDeletedWithAllThatIsKeptOfIt() {
        String id = submitted("{\"handler\":\"echo\",\"maxAttempts\":2,\"requestKey\":\"r\",\"labels\":{\"x\":\"1\"}}");
        Claim first = claim(id);
        Answer early = tenant.delete(ApiClient.INSTANCES + "/" + id);
        instances.complete(List.of(Completion.retry(first, Duration.ofMillis(7), Duration.ZERO, "E1", "again")));
        promote(id);
        Claim claim = claim(id);
        logs.insert(List.of(new LogLine(tenantId, new InstanceId(id), 2, 1, LogLevel.INFO, "a line", database.now())));
        instances.complete(List.of(Completion.failure(claim, Duration.ofMillis(7), "E2", "no")));

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("INSTANCE_NOT_ENDED");
        Answer deleted = tenant.delete(ApiClient.INSTANCES + "/" + id);
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
        for (String table :
                new String[] {"task_logs", "task_attempts", "instance_labels", "dead_letters", "concurrency_slots"}) {
            assertThat(sql("SELECT COUNT(*) FROM " + table + " WHERE task_instance_id = '" + id + "'"))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThat(tenant.get(ApiClient.INSTANCES + "/" + id).code()).isEqualTo("INSTANCE_NOT_FOUND");
        assertThat(tenant.delete(ApiClient.INSTANCES + "/" + id).code()).isEqualTo("INSTANCE_NOT_FOUND");
        submitted("{\"handler\":\"echo\",\"requestKey\":\"r\"}");
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'instance.delete' AND object_id = '" + id + "'"))
                .isEqualTo("1");
    }

    @Test
    void whatWaitsIsMovedWithinItsLine() {
        String first = submitted("{\"handler\":\"echo\",\"queue\":\"" + tenantId + "\"}");
        String second = submitted("{\"handler\":\"echo\",\"queue\":\"" + tenantId + "\"}");

        Answer moved = tenant.put(ApiClient.INSTANCES + "/" + second + "/priority", "{\"priority\":\"high\"}");

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.data().get("priority").asInt()).isEqualTo(2);
        assertThat(claims(tenantId.value()).stream().map(claim -> claim.id().value()))
                .containsExactly(second, first);
        Answer late = tenant.put(ApiClient.INSTANCES + "/" + second + "/priority", "{\"priority\":1}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("INSTANCE_NOT_WAITING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|422|priority|REQUIRED",
                "{\"priority\":0}|422|priority|INVALID_PRIORITY",
                "{\"priority\":\"urgent\"}|422|priority|INVALID_PRIORITY",
                "{\"prio\":1}|400|prio|UNKNOWN_FIELD"
            })
    void badPrioritiesAreNamed(String body, int status, String field, String code) {
        String id = submitted("{\"handler\":\"echo\"}");
        Answer answer = tenant.put(ApiClient.INSTANCES + "/" + id + "/priority", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo(code);
    }

    @Test
    void theOlderPathShowsTheSame() {
        String id = submitted("{\"handler\":\"echo\"}");

        assertThat(tenant.get(ApiClient.TASKS + "/" + id).data()).isEqualTo(instance(id));
    }

    private void promote(String id) {
        update("UPDATE task_instances SET status = 'PENDING' WHERE status = 'SCHEDULED' AND id = '" + id + "'");
    }

    private JsonNode instance(String id) {
        return tenant.get(ApiClient.INSTANCES + "/" + id).data();
    }

    private List<String> outcomes(String id) {
        return instance(id).get("attempts").findValuesAsString("outcome");
    }

    private List<String> found(String query) {
        Answer answer = tenant.get(ApiClient.INSTANCES + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data().get("items").findValuesAsString("id");
    }
}
