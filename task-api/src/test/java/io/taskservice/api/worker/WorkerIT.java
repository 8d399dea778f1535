package io.taskservice.api.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.NodeId;
import io.taskservice.node.HandlerInfo;
import io.taskservice.node.Node;
import io.taskservice.node.NodeWish;
import io.taskservice.node.Role;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.stats.ExecutionStatsRepository;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class WorkerIT extends ApiTest {

    private static final String WORKERS = "/api/v1/workers";
    private static final NodeId SECOND = new NodeId("worker-it");

    @Autowired
    private Signals signals;

    @Autowired
    private ExecutionStatsRepository stats;

    /** Beside the base's test-node, with 10 slots. */
    @BeforeEach
    void aSecondExecutorAndOneThatIsNone() {
        update("DELETE FROM nodes WHERE id LIKE '%-it'");
        join(SECOND, Set.of(Role.EXECUTOR), 4, Set.of("echo", "report"), Set.of("default", "reports"));
        join(new NodeId("scheduler-it"), Set.of(Role.SCHEDULER), 0, Set.of(), Set.of());
        update("UPDATE nodes SET busy = 3 WHERE id = 'worker-it'");
    }

    @AfterEach
    void forget() {
        update("DELETE FROM nodes WHERE id LIKE '%-it'");
        update("DELETE FROM cluster_numbers");
        update("UPDATE nodes SET wish = 'WORK', state = 'ALIVE' WHERE id = 'test-node'");
    }

    @Test
    void everyKeySeesTheExecutorsAndOnlyThem() {
        Answer list = tenant.get(WORKERS);

        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.data().get("items").findValuesAsString("id")).containsExactly("test-node", "worker-it");
        assertThat(list.data().get("total").asInt()).isEqualTo(2);
        JsonNode worker = tenant.get(WORKERS + "/worker-it").data();
        assertThat(worker).isEqualTo(list.data().get("items").get(1));
        assertThat(worker.get("state").asString()).isEqualTo("ALIVE");
        assertThat(worker.get("wish").asString()).isEqualTo("WORK");
        assertThat(worker.get("slots").asInt()).isEqualTo(4);
        assertThat(worker.get("allowedSlots").asInt()).isEqualTo(4);
        assertThat(worker.get("busy").asInt()).isEqualTo(3);
        assertThat(worker.get("handlers").toString()).isEqualTo("[\"echo\",\"report\"]");
        assertThat(worker.get("queues").toString()).isEqualTo("[\"default\",\"reports\"]");
        assertThat(worker.get("leaseUntil").asString())
                .isGreaterThan(worker.get("startedAt").asString());
        assertThat(tenant.get(WORKERS + "?page=2&size=1").data().get("items").findValuesAsString("id"))
                .containsExactly("worker-it");
    }

    @Test
    void whatIsNoLiveExecutorIsNotFound() {
        for (String id : new String[] {"absent", "scheduler-it", "%27%20or%201=1", "%E5%B7%A5"}) {
            Answer answer = tenant.get(WORKERS + "/" + id);
            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("WORKER_NOT_FOUND");
            assertThat(admin.post(WORKERS + "/" + id + "/drain", null).code()).isEqualTo("WORKER_NOT_FOUND");
            assertThat(admin.post(WORKERS + "/" + id + "/resume", null).code()).isEqualTo("WORKER_NOT_FOUND");
        }
        update("UPDATE nodes SET lease_until = UTC_TIMESTAMP(3) WHERE id = 'worker-it'");
        assertThat(tenant.get(WORKERS + "/worker-it").code()).isEqualTo("WORKER_NOT_FOUND");
    }

    @Test
    void statusAddsThemUp() {
        JsonNode status = tenant.get(WORKERS + "/status").data();

        assertThat(status.get("mode").asString()).isEqualTo("NONE");
        assertThat(status.get("wantedSlots").isNull()).isTrue();
        assertThat(status.get("wantedNodes").asInt()).isEqualTo(2);
        JsonNode totals = status.get("totals");
        assertThat(totals.get("workers").asInt()).isEqualTo(2);
        assertThat(totals.get("draining").asInt()).isZero();
        assertThat(totals.get("slots").asInt()).isEqualTo(14);
        assertThat(totals.get("allowedSlots").asInt()).isEqualTo(14);
        assertThat(totals.get("busy").asInt()).isEqualTo(3);
        assertThat(totals.get("idle").asInt()).isEqualTo(11);
        assertThat(totals.get("utilisation").asDouble()).isEqualTo(3.0 / 14);
        JsonNode line = status.get("workers").get(1);
        assertThat(line.get("id").asString()).isEqualTo("worker-it");
        assertThat(line.get("idle").asInt()).isEqualTo(1);
        assertThat(line.get("utilisation").asDouble()).isEqualTo(0.75);
    }

    @Test
    void statsCountWhatEndedOfLateOnEachNode() {
        update("DELETE FROM execution_stats");
        stats.add(SECOND, new ExecutionCounts(8, 2, 25_000));
        stats.add(new NodeId("gone-since"), new ExecutionCounts(0, 1, 5_000));
        update("INSERT INTO execution_stats (minute, node_id, successes, failures, duration_ms)"
                + " VALUES (TIMESTAMPADD(MINUTE, -6, UTC_TIMESTAMP()), 'worker-it', 100, 100, 1)");

        Answer answer = tenant.get(WORKERS + "/stats");

        JsonNode data = answer.data();
        assertThat(data.get("minutes").asInt()).isEqualTo(5);
        assertThat(data.get("totals").toString())
                .isEqualTo("{\"successes\":8,\"failures\":3,\"averageSeconds\":%s}".formatted(30.0 / 11));
        assertThat(data.get("workers").findValuesAsString("id"))
                .containsExactly("gone-since", "test-node", "worker-it");
        assertThat(data.get("workers").get(1).get("successes").asInt()).isZero();
        assertThat(data.get("workers").get(2).toString())
                .isEqualTo("{\"id\":\"worker-it\",\"successes\":8,\"failures\":2,\"averageSeconds\":2.5}");
        assertThat(tenant.get("/api/v1/stats/workers").data()).isEqualTo(data);
    }

    @Test
    void anAdministratorWantsSlotsAndTakesItBack() {
        update("DELETE FROM audit_log WHERE action = 'workers.scale'");
        AtomicInteger told = new AtomicInteger();
        signals.listen(Signal.WORKERS_WISHED, told::incrementAndGet);

        Answer scaled = admin.post(WORKERS + "/scale", "{\"worker_count\":9}");

        assertThat(scaled.status()).as(scaled.text()).isEqualTo(200);
        assertThat(scaled.data().get("wanted").asInt()).isEqualTo(9);
        assertThat(scaled.data().get("mode").asString()).isEqualTo("MANUAL");
        assertThat(scaled.data().get("capacity").asInt()).isEqualTo(14);
        assertThat(scaled.data().get("wantedNodes").asInt()).isEqualTo(1);
        assertThat(scaled.data().get("shares").toString())
                .isEqualTo("[{\"id\":\"test-node\",\"slots\":10,\"allowedSlots\":5},"
                        + "{\"id\":\"worker-it\",\"slots\":4,\"allowedSlots\":4}]");
        assertThat(tenant.get(WORKERS + "/test-node").data().get("allowedSlots").asInt())
                .isEqualTo(5);
        Answer more = admin.post(WORKERS + "/scale", "{\"workerCount\":101}");
        assertThat(more.data().get("wantedNodes").asInt()).isEqualTo(11);
        assertThat(tenant.get(WORKERS + "/status").data().get("wantedSlots").asInt())
                .isEqualTo(101);

        Answer back = admin.delete(WORKERS + "/scale");
        Answer again = admin.delete(WORKERS + "/scale");

        assertThat(back.data().get("mode").asString()).isEqualTo("NONE");
        assertThat(back.data().get("wanted").isNull()).isTrue();
        assertThat(again.data()).isEqualTo(back.data());
        assertThat(told).hasValue(3);
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE tenant_id = 'system' AND action = 'workers.scale'"))
                .isEqualTo("3");
    }

    @Test
    void aPersonGoesBeforeAutoScaling() {
        update("INSERT INTO cluster_numbers (name, value, updated_by, updated_at, valid_until) VALUES"
                + " ('auto-slots', 6, 'n', UTC_TIMESTAMP(3), TIMESTAMPADD(MINUTE, 1, UTC_TIMESTAMP(3)))");

        assertThat(admin.post(WORKERS + "/scale", "{\"worker_count\":0}")
                        .data()
                        .get("mode")
                        .asString())
                .isEqualTo("MANUAL");
        Answer back = admin.delete(WORKERS + "/scale");

        assertThat(back.data().get("mode").asString()).isEqualTo("AUTO");
        assertThat(back.data().get("wanted").asInt()).isEqualTo(6);
        assertThat(tenant.get("/api/v1/status")
                        .data()
                        .get("features")
                        .get("autoScaling")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void badNumbersOfSlotsAreRefused() {
        String scale = WORKERS + "/scale";
        for (String body : List.of(
                "{\"worker_count\":-1}",
                "{\"worker_count\":100001}",
                "{}",
                "{\"worker_count\":null}",
                "{\"worker_count\":1,\"workerCount\":1}")) {
            Answer answer = admin.post(scale, body);
            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("SCALING_ERROR");
            assertThat(answer.field()).isEqualTo("worker_count");
        }
        for (String body : List.of(
                "{\"worker_count\":\"5\"}",
                "{\"worker_count\":1.5}",
                "{\"worker_count\":99999999999}",
                "{\"workers\":5}",
                "[]")) {
            Answer answer = admin.post(scale, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID_PARAMETERS");
        }
        assertThat(admin.post(scale, "{\"worker_cuont\":5}").message()).contains("worker_count");
        assertThat(admin.post(scale, null).code()).isEqualTo("MALFORMED_JSON");
        assertThat(tenant.post(scale, "{\"worker_count\":1}").status()).isEqualTo(403);
        assertThat(sql("SELECT COUNT(*) FROM cluster_numbers")).isEqualTo("0");
    }

    @Test
    void anAdministratorDrainsAndResumesTwiceEach() {
        for (int i = 0; i < 2; i++) {
            Answer drained = admin.post(WORKERS + "/worker-it/drain", null);
            assertThat(drained.status()).as(drained.text()).isEqualTo(200);
            assertThat(drained.data().get("wish").asString()).isEqualTo("DRAIN");
            assertThat(drained.data().get("allowedSlots").asInt()).isZero();
        }
        assertThat(nodes.live()).anySatisfy(node -> {
            assertThat(node.id()).isEqualTo(SECOND);
            assertThat(node.wish()).isEqualTo(NodeWish.DRAIN);
        });
        JsonNode totals = tenant.get(WORKERS + "/status").data().get("totals");
        assertThat(totals.get("draining").asInt()).isEqualTo(1);
        assertThat(totals.get("allowedSlots").asInt()).isEqualTo(10);
        assertThat(totals.get("slots").asInt()).isEqualTo(14);

        for (int i = 0; i < 2; i++) {
            Answer resumed = admin.post(WORKERS + "/worker-it/resume", null);
            assertThat(resumed.status()).isEqualTo(200);
            assertThat(resumed.data().get("wish").asString()).isEqualTo("WORK");
            assertThat(resumed.data().get("allowedSlots").asInt()).isEqualTo(4);
        }
        assertThat(tenant.post(WORKERS + "/worker-it/drain", null).status()).isEqualTo(403);
        assertThat(sql("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log"
                        + " WHERE object_id = 'worker-it' AND tenant_id = 'system'"))
                .isEqualTo("worker.drain,worker.drain,worker.resume,worker.resume");
    }

    @Test
    void listsHandlersWithWhatTheySayOfThemselves() {
        nodes.publish(List.of(new HandlerInfo("report", "old", null), new HandlerInfo("nobody-has-it", "", null)));
        nodes.publish(List.of(new HandlerInfo("report", "Writes a report", "{\"type\":\"object\"}")));

        JsonNode list = tenant.get("/api/v1/handlers").data();

        assertThat(list.get("items").findValuesAsString("name"))
                .containsExactly("customTaskHandler", "echo", "report", "sleep");
        JsonNode echo = list.get("items").get(1);
        assertThat(echo.get("nodes").toString()).isEqualTo("[\"test-node\",\"worker-it\"]");
        assertThat(echo.get("paramsSchema").isNull()).isTrue();
        assertThat(tenant.get("/api/v1/handlers?q=REP").data().get("items").toString())
                .isEqualTo("[{\"name\":\"report\",\"description\":\"Writes a report\",\"paramsSchema\":"
                        + "{\"type\":\"object\"},\"nodes\":[\"worker-it\"],\"queues\":[\"default\",\"reports\"]}]");
        assertThat(tenant.get("/api/v1/handlers?q=%25").data().get("total").asInt())
                .isZero();
        assertThat(tenant.get("/api/v1/handlers?name=x").code()).isEqualTo("INVALID_PARAMETERS");
    }

    private void join(NodeId id, Set<Role> roles, int slots, Set<String> handlers, Set<String> queues) {
        nodes.join(
                id,
                "boot",
                new Node.Profile(roles, "localhost:0", "test", slots, handlers, queues),
                Duration.ofHours(1));
    }
}
