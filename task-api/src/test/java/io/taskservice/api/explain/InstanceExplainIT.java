package io.taskservice.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.InstanceUpkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Each blocker is told of while it keeps the instance from starting, and no longer once it is gone and the instance starts. */
class InstanceExplainIT extends ExplainTest {

    private static final String ECHO = "{\"handler\":\"echo\"}";

    @Autowired
    private InstanceUpkeep upkeep;

    @Test
    void whatNothingIsInTheWayOfIsReadyAndStarts() {
        String id = submitted(ECHO);

        JsonNode explained = explain(id);

        assertThat(explained.get("status").asString()).isEqualTo("PENDING");
        assertThat(state(id)).isEqualTo("READY");
        assertThat(explained.get("blockers")).isEmpty();
        assertThat(explained.get("position").toString())
                .isEqualTo("{\"line\":\"QUEUE\",\"ahead\":0,\"positionAtLeast\":false,\"lanesSharing\":1}");
        assertThat(explained.get("estimate").get("startsAt").asString())
                .isEqualTo(explained.get("asOf").asString());
        assertThat(explained.get("run").isNull()).isTrue();
        assertThat(explained.get("end").isNull()).isTrue();
        assertThat(startedByTheExecutors()).contains(id);
    }

    @Test
    void aPausedQueue() {
        String id = submitted(ECHO);
        tenant.post(ApiClient.QUEUES + "/default/pause", "{\"reason\":\"the mail server is being moved\"}");

        String by = sql("SELECT actor FROM audit_log WHERE action = 'queue.pause' AND tenant_id = '" + tenantId + "'");
        JsonNode blocker = blocker(explain(id), "QUEUE_PAUSED");
        assertThat(blocker.get("message").asString())
                .isEqualTo("The queue default is paused since "
                        + blocker.get("since").asString() + " by " + by + ": the mail server is being moved");
        assertThat(blocker.get("details").toString())
                .isEqualTo(
                        "{\"by\":\"" + by + "\",\"queue\":\"default\",\"reason\":\"the mail server is being moved\"}");
        assertThat(explain(id).get("estimate").get("startsAt").isNull()).isTrue();
        assertThat(explain(id).get("estimate").get("basis").asString()).contains("QUEUE_PAUSED");

        proves(id, "QUEUE_PAUSED", () -> tenant.post(ApiClient.QUEUES + "/default/resume", null));
    }

    @Test
    void aPausedTenant() {
        String id = submitted(ECHO);
        update("INSERT INTO queues (tenant_id, name, created_at, paused, paused_at) VALUES ('" + tenantId
                + "', '*', UTC_TIMESTAMP(3), TRUE, UTC_TIMESTAMP(3))");

        proves(
                id,
                "TENANT_PAUSED",
                () -> update("UPDATE queues SET paused = FALSE WHERE tenant_id = '" + tenantId + "'"));
    }

    @Test
    void theLimitOfAQueue() {
        tenant.post(ApiClient.QUEUES, "{\"name\":\"default\",\"maxRunning\":1}");
        Claim running = claim(submitted(ECHO));
        String id = submitted(ECHO);

        JsonNode details = blocker(explain(id), "QUEUE_LIMIT").get("details");
        assertThat(details.toString()).isEqualTo("{\"limit\":1,\"queue\":\"default\",\"running\":1}");

        proves(id, "QUEUE_LIMIT", () -> succeed(running));
    }

    @Test
    void theLimitOfATenant() {
        limits("{\"maxRunning\":1}");
        Claim running = claim(submitted(ECHO));
        String id = submitted(ECHO);

        assertThat(codes(explain(id))).containsExactly("TENANT_LIMIT");

        proves(id, "TENANT_LIMIT", () -> succeed(running));
    }

    @Test
    void theQuotaOfATenant() {
        admin.put(ApiClient.TENANTS + "/" + tenantId + "/quotas", "{\"running\":1}");
        Claim running = claim(submitted(ECHO));
        String id = submitted(ECHO);

        JsonNode explained = explain(id);
        assertThat(blocker(explained, "TENANT_QUOTA").get("details").toString())
                .isEqualTo("{\"limit\":1,\"running\":1}");
        assertThat(explained.get("estimate").get("basis").asString()).startsWith("Nothing of the queue");

        proves(id, "TENANT_QUOTA", () -> succeed(running));
    }

    @Test
    void theRateOfAQueue() {
        tenant.post(ApiClient.QUEUES, "{\"name\":\"default\",\"rate\":{\"limit\":1,\"periodMs\":3600000,\"burst\":1}}");
        claim(submitted(ECHO));
        String id = submitted(ECHO);

        JsonNode explained = explain(id);
        JsonNode blocker = blocker(explained, "QUEUE_RATE");
        Instant next = Instant.parse(blocker.get("until").asString());
        assertThat(next)
                .isBetween(database.now().plusSeconds(3500), database.now().plusSeconds(3600));
        assertThat(explained.get("estimate").get("startsAt").asString())
                .isEqualTo(blocker.get("until").asString());
        assertThat(explained.get("estimate").get("basis").asString()).startsWith("The rate, with 0 before it");

        proves(id, "QUEUE_RATE", () -> tenant.put(ApiClient.QUEUES + "/default", "{}"));
    }

    @Test
    void theRateOfATenant() {
        limits("{\"rate\":{\"limit\":1,\"periodMs\":3600000,\"burst\":1}}");
        claim(submitted(ECHO));
        String id = submitted(ECHO);

        proves(id, "TENANT_RATE", () -> limits("{}"));
    }

    @Test
    void aConcurrencyKey() {
        String body = "{\"handler\":\"echo\",\"concurrencyKey\":\"customer-7\"}";
        Claim holder = claim(submitted(body));
        String id = submitted(body);

        JsonNode due = explain(id);
        assertThat(due.get("state").get("code").asString()).isEqualTo("BLOCKED");
        assertThat(blocker(due, "CONCURRENCY_KEY").get("details").toString())
                .isEqualTo("{\"holders\":[\"" + holder.id() + "\"],\"key\":\"customer-7\",\"limit\":1,\"running\":1}");
        assertThat(startedByTheExecutors()).doesNotContain(id);
        String behind = submitted(body);
        startedByTheExecutors();

        assertThat(state(id)).isEqualTo("WAITING_FOR_SLOT");
        assertThat(explain(id).get("position").get("line").asString()).isEqualTo("SLOT");
        assertThat(explain(id).get("position").get("ahead").asInt()).isZero();
        assertThat(explain(behind).get("position").get("ahead").asInt()).isEqualTo(1);

        proves(id, "CONCURRENCY_KEY", () -> succeed(holder));
    }

    @Test
    void theConcurrencyOfADefinition() {
        String definition =
                created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 0 1 1 ?\"", "\"maxConcurrency\":1"));
        Claim holder = claim(run(definition));
        String id = run(definition);

        assertThat(codes(explain(id))).containsExactly("DEFINITION_CONCURRENCY");

        proves(id, "DEFINITION_CONCURRENCY", () -> succeed(holder));
    }

    @Test
    void anEarlierInstanceOfTheDefinition() {
        String definition = created(
                anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 0 1 1 ?\"", "\"overlapPolicy\":\"QUEUE\""));
        Claim first = claim(run(definition));
        String second = run(definition);
        String third = run(definition);

        JsonNode explained = explain(third);
        assertThat(explained.get("state").get("code").asString()).isEqualTo("WAITING_FOR_TURN");
        assertThat(explained.get("position").get("line").asString()).isEqualTo("TURN");
        assertThat(explained.get("position").get("ahead").asInt()).isEqualTo(1);
        assertThat(explained.get("estimate").get("startsAt").isNull()).isTrue();
        assertThat(blocker(explain(second), "OVERLAP").get("details").toString())
                .isEqualTo("{\"underWay\":[{\"instanceId\":\"" + first.id() + "\",\"status\":\"RUNNING\"}]}");

        proves(second, "OVERLAP", () -> succeed(first));
        assertThat(codes(explain(third))).containsExactly("OVERLAP");
    }

    @Test
    void aLaterTime() {
        String id = submitted("{\"handler\":\"echo\",\"delayMs\":3600000,\"queueTimeoutMs\":1000}");

        JsonNode explained = explain(id);
        assertThat(explained.get("state").get("code").asString()).isEqualTo("WAITING_FOR_TIME");
        assertThat(explained.get("position").isNull()).isTrue();
        JsonNode blocker = blocker(explained, "NOT_DUE");
        assertThat(explained.get("estimate").get("startsAt").asString())
                .isEqualTo(blocker.get("until").asString());
        assertThat(blocker.get("details").get("remainingMs").asLong()).isBetween(3_500_000L, 3_600_000L);
        assertThat(explained.get("expiresAt").isNull()).isFalse();

        proves(id, "NOT_DUE", () -> itsTimeComes(id));
    }

    @Test
    void theBackOffOfARetry() {
        String id = submitted("{\"handler\":\"echo\",\"maxAttempts\":3}");
        Completion failed =
                Completion.retry(claim(id), Duration.ofMillis(7), Duration.ofHours(1), "E1", "no route to host");
        instances.complete(List.of(failed));

        JsonNode explained = explain(id);
        assertThat(explained.get("state").get("code").asString()).isEqualTo("RETRY_BACKOFF");
        assertThat(explained.get("state").get("message").asString())
                .startsWith("1 of 3 attempts failed, the last with E1; the next is due at ");
        assertThat(blocker(explained, "NOT_DUE")
                        .get("details")
                        .get("lastErrorMessage")
                        .asString())
                .isEqualTo("no route to host");

        proves(id, "NOT_DUE", () -> itsTimeComes(id));
    }

    @Test
    void aHandlerThatAskedToBeRunAgainLater() {
        String id = submitted(ECHO);
        instances.complete(List.of(Completion.snoozed(claim(id), Duration.ofMillis(7), Duration.ofHours(1))));

        assertThat(state(id)).isEqualTo("RETRY_BACKOFF");
        assertThat(explain(id).get("state").get("message").asString())
                .startsWith("Its handler asked to be run again: it is due at ");
    }

    @Test
    void noScheduler() {
        String id = submitted("{\"handler\":\"echo\",\"delayMs\":3600000}");
        update("UPDATE nodes SET roles = 'executor' WHERE id = 'test-node'");

        assertThat(codes(explain(id))).containsExactly("NOT_DUE", "NO_LIVE_SCHEDULER");
        assertThat(explain(id).get("estimate").get("startsAt").isNull()).isTrue();
        update("UPDATE task_instances SET run_at = '2020-01-01' WHERE id = '" + id + "'");

        proves(id, "NO_LIVE_SCHEDULER", () -> {
            update("UPDATE nodes SET roles = 'scheduler,executor' WHERE id = 'test-node'");
            upkeep.promote(500);
        });
    }

    @Test
    void noExecutor() {
        String id = submitted(ECHO);
        update("UPDATE nodes SET lease_until = '2020-01-01' WHERE id = 'test-node'");

        assertThat(codes(explain(id))).containsExactly("EXECUTORS_DOWN");

        proves(id, "EXECUTORS_DOWN", this::putBack);
    }

    @Test
    void aHandlerThatNobodyHas() {
        String id = submitted("{\"handler\":\"ecko\",\"allowUnknownHandler\":true}");

        JsonNode blocker = blocker(explain(id), "NO_NODE_WITH_HANDLER");
        assertThat(blocker.get("message").asString())
                .isEqualTo("No live executor has the handler ecko; did you mean echo?");
        assertThat(blocker.get("details").get("nearest").toString()).isEqualTo("[\"echo\"]");
        assertThat(blocker.get("details").get("nodes").toString()).isEqualTo("[\"test-node\"]");

        proves(
                id,
                "NO_NODE_WITH_HANDLER",
                () -> update("UPDATE nodes SET handlers = 'echo\\necko' WHERE id = 'test-node'"));
    }

    @Test
    void aQueueThatNobodyClaimsFrom() {
        String id = submitted("{\"handler\":\"echo\",\"queue\":\"reports\"}");

        JsonNode blocker = blocker(explain(id), "NO_NODE_FOR_QUEUE");
        assertThat(blocker.get("details").get("queues").toString()).isEqualTo("[\"default\"]");

        proves(
                id,
                "NO_NODE_FOR_QUEUE",
                () -> update("UPDATE nodes SET queues = 'default\\nreports' WHERE id = 'test-node'"));
    }

    @Test
    void aHandlerAndAQueueThatNobodyHasAreBothTold() {
        String id = submitted("{\"handler\":\"ecko\",\"queue\":\"reports\",\"allowUnknownHandler\":true}");

        assertThat(codes(explain(id))).containsExactly("NO_NODE_WITH_HANDLER", "NO_NODE_FOR_QUEUE");
    }

    @Test
    void executorsThatDrain() {
        String id = submitted(ECHO);
        admin.post("/api/v1/workers/test-node/drain", null);

        assertThat(codes(explain(id))).containsExactly("NODES_DRAINING");

        proves(id, "NODES_DRAINING", () -> admin.post("/api/v1/workers/test-node/resume", null));
    }

    @Test
    void slotsThatShallNotBeUsed() {
        String id = submitted(ECHO);
        admin.post("/api/v1/workers/scale", "{\"worker_count\":0}");

        assertThat(codes(explain(id))).containsExactly("NO_SLOTS_WANTED");

        proves(id, "NO_SLOTS_WANTED", () -> admin.delete("/api/v1/workers/scale"));
    }

    @Test
    void slotsThatAreAllTaken() {
        String id = submitted(ECHO);
        update("UPDATE nodes SET busy = 10 WHERE id = 'test-node'");

        JsonNode explained = explain(id);
        assertThat(blocker(explained, "ALL_SLOTS_BUSY").get("details").toString())
                .isEqualTo("{\"busy\":10,\"nodes\":[\"test-node\"],\"slots\":10}");
        assertThat(explained.get("estimate").get("startsAt").isNull()).isTrue();

        proves(id, "ALL_SLOTS_BUSY", () -> update("UPDATE nodes SET busy = 9 WHERE id = 'test-node'"));
    }

    @Test
    void whatIsNotDueTellsOnlyWhatMayLast() {
        String id = submitted("{\"handler\":\"echo\",\"delayMs\":3600000}");
        tenant.post(ApiClient.QUEUES, "{\"name\":\"default\",\"maxRunning\":1}");
        claim(submitted(ECHO));
        update("UPDATE nodes SET busy = 10 WHERE id = 'test-node'");
        tenant.post(ApiClient.QUEUES + "/default/pause", null);

        assertThat(codes(explain(id))).containsExactly("NOT_DUE", "QUEUE_PAUSED");
    }

    @Test
    void itsPlaceIsThatOfTheNextClaims() {
        String normal = submitted(ECHO);
        String second = submitted(ECHO);
        String low = submitted("{\"handler\":\"echo\",\"priority\":\"low\"}");
        String high = submitted("{\"handler\":\"echo\",\"priority\":\"high\"}");
        submitted("{\"handler\":\"echo\",\"queue\":\"elsewhere\"}");
        TenantId otherId = new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13));
        newTenant(otherId).post(ApiClient.SUBMIT, ECHO);

        assertThat(List.of(ahead(high), ahead(normal), ahead(second), ahead(low)))
                .containsExactly(0, 1, 2, 3);
        assertThat(explain(low).get("position").get("lanesSharing").asInt()).isEqualTo(2);
        assertThat(state(low)).isEqualTo("IN_LINE");
        assertThat(startedByTheExecutors().stream()
                        .filter(id -> List.of(normal, second, low, high).contains(id)))
                .containsExactly(high, normal, second, low);
    }

    @Test
    void aLongLineIsCountedUpToABound() {
        String id = submitted("{\"handler\":\"echo\",\"priority\":10}");
        update("INSERT INTO task_instances (id, tenant_id, handler, queue, priority, status, run_at, max_attempts,"
                + " backoff_initial_ms, backoff_max_ms, delivery, created_at)"
                + " SELECT UUID(), '" + tenantId + "', 'echo', 'default', 5, 'PENDING', '2026-01-01', 1, 0, 0,"
                + " 'AT_LEAST_ONCE', UTC_TIMESTAMP(3) FROM " + tenThousand());

        JsonNode position = explain(id).get("position");

        assertThat(position.get("ahead").asInt()).isEqualTo(10_000);
        assertThat(position.get("positionAtLeast").asBoolean()).isFalse();
        submitted(ECHO);
        assertThat(explain(id).get("position").get("ahead").asInt()).isEqualTo(10_000);
        assertThat(explain(id).get("position").get("positionAtLeast").asBoolean())
                .isTrue();
        update("UPDATE task_instances SET status = 'CANCELLED' WHERE tenant_id = '" + tenantId + "'");
    }

    @Test
    void whenItStartsIsToldByHowLongItsLikeTakeAndHowManyRunAtOnce() {
        for (int i = 0; i < 2; i++) {
            instances.complete(List.of(Completion.success(claim(submitted(ECHO)), Duration.ofSeconds(60), null)));
        }
        tenant.post(ApiClient.QUEUES, "{\"name\":\"default\",\"maxRunning\":2}");
        claim(submitted(ECHO));
        claim(submitted(ECHO));
        submitted(ECHO);
        submitted(ECHO);
        submitted(ECHO);
        String id = submitted(ECHO);

        JsonNode explained = explain(id);

        assertThat(explained.get("estimate").get("basis").asString())
                .startsWith("3 before it in the queue default, 2 at once, each for 60 s (mean of the last 2)");
        assertThat(Instant.parse(explained.get("estimate").get("startsAt").asString()))
                .isEqualTo(Instant.parse(explained.get("asOf").asString()).plusSeconds(120));
    }

    @Test
    void whatRunsTellsWhoRunsItSinceWhenAndForHowLongItMay() {
        String id = submitted("{\"handler\":\"echo\",\"timeoutMs\":300000,\"maxAttempts\":3}");
        claim(id);

        JsonNode run = explain(id).get("run");
        assertThat(state(id)).isEqualTo("RUNNING");
        assertThat(run.get("node").asString()).isEqualTo("test-node");
        assertThat(run.get("attempt").asInt()).isEqualTo(1);
        assertThat(run.get("lease").asString()).isEqualTo("HELD");
        assertThat(run.get("leaseUntil").isNull()).isFalse();
        assertThat(Instant.parse(run.get("timeoutAt").asString()))
                .isEqualTo(Instant.parse(run.get("since").asString()).plusSeconds(300));
        assertThat(explain(id).get("estimate").isNull()).isTrue();

        tenant.post(ApiClient.INSTANCES + "/" + id + "/cancel", null);
        assertThat(state(id)).isEqualTo("STOPPING");
        assertThat(explain(id).get("run").get("cancelRequested").asBoolean()).isTrue();
    }

    @Test
    void whatALostNodeRanWaitsToBeFreed() {
        String id = submitted(ECHO);
        claim(id);
        update("UPDATE nodes SET lease_until = '2020-01-01' WHERE id = 'test-node'");

        assertThat(state(id)).isEqualTo("NODE_LOST");
        assertThat(codes(explain(id))).containsExactly("NO_LIVE_SCHEDULER");
        assertThat(explain(id).get("run").get("lease").asString()).isEqualTo("OVER");
        putBack();
        assertThat(state(id)).isEqualTo("RUNNING");
        assertThat(codes(explain(id))).isEmpty();
    }

    @Test
    void whatHasEndedTellsHow() {
        String good = submitted(ECHO);
        succeed(claim(good));
        String bad = dead("{\"handler\":\"echo\"}", "E7", "no route to host");
        String never = submitted(ECHO);
        tenant.post(ApiClient.INSTANCES + "/" + never + "/cancel", null);

        assertThat(state(good)).isEqualTo("ENDED");
        assertThat(explain(good).get("state").get("message").asString()).startsWith("It ended well at ");
        assertThat(explain(good).get("end").get("node").asString()).isEqualTo("test-node");
        assertThat(state(bad)).isEqualTo("DEAD_LETTER");
        JsonNode end = explain(bad).get("end");
        assertThat(end.get("errorCode").asString()).isEqualTo("E7");
        assertThat(end.get("errorMessage").asString()).isEqualTo("no route to host");
        assertThat(end.get("attempts").asInt()).isEqualTo(1);
        assertThat(explain(bad).get("state").get("message").asString()).contains("waits for a person");
        tenant.delete(ApiClient.DEAD_LETTERS + "/" + bad);
        assertThat(state(bad)).isEqualTo("ENDED");
        assertThat(explain(never).get("state").get("message").asString()).contains("before it was started");
        assertThat(explain(never).get("end").get("node").isNull()).isTrue();
    }

    @Test
    void whatIsNotTheTenantsIsNotThere() {
        TenantId otherId = new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13));
        Answer foreign = newTenant(otherId).get(path(submitted(ECHO)));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("INSTANCE_NOT_FOUND");
        assertThat(tenant.get(path(InstanceId.next().value())).message()).isEqualTo(foreign.message());
        assertThat(tenant.get(path("nonsense")).message()).isEqualTo(foreign.message());
        Answer misspelt = tenant.get(path(submitted(ECHO)) + "?at=now");
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.field()).isEqualTo("at");
    }

    /** While it is told of nothing starts the instance; once it is gone the instance starts, and it is told of no more. */
    private void proves(String id, String code, Runnable removal) {
        assertThat(codes(explain(id))).contains(code);
        assertThat(startedByTheExecutors()).doesNotContain(id);
        assertThat(codes(explain(id))).contains(code);
        removal.run();
        assertThat(codes(explain(id))).doesNotContain(code);
        assertThat(startedByTheExecutors()).contains(id);
    }

    /** As the scheduler makes it claimable when that is so. */
    private void itsTimeComes(String id) {
        update("UPDATE task_instances SET run_at = '2020-01-01', expires_at = NULL WHERE id = '" + id + "'");
        assertThat(explain(id).get("state").get("message").asString()).startsWith("Its time came at ");
        upkeep.promote(500);
    }

    private void limits(String body) {
        Answer limited = admin.put(ApiClient.TENANTS + "/" + tenantId + "/limits", body);
        assertThat(limited.status()).as(limited.text()).isEqualTo(200);
    }

    private int ahead(String id) {
        return explain(id).get("position").get("ahead").asInt();
    }

    private String state(String id) {
        return explain(id).get("state").get("code").asString();
    }

    private JsonNode explain(String id) {
        return ok(tenant.get(path(id)));
    }

    private static String path(String id) {
        return ApiClient.INSTANCES + "/" + id + "/explain";
    }

    private static String tenThousand() {
        String ten = "(SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5"
                + " UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10)";
        return ten + " a JOIN " + ten + " b JOIN " + ten + " c JOIN " + ten + " d";
    }
}
