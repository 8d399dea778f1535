package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.database.TaskDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server whose auditor looks every second: what a hand has broken is mended, told over REST and in metrics. */
class InvariantsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static InProcessServer server;
    private static JdbcClient sql;

    @BeforeAll
    static void start() {
        server = InProcessServer.start(
                Map.of("spring.cloud.nacos.discovery.enabled", "false", "app.task.scheduler.audit-interval", "1s"));
        sql = JdbcClient.create(server.context().getBean(TaskDatabase.class).dataSource());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aChainThatAHandHasStoppedGoesOnAndIsTold() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (JsonNode invariant : invariants()) {
                assertThat(invariant.get("checkedAt").isNull())
                        .as(invariant.toString())
                        .isFalse();
                assertThat(invariant.get("found").asLong())
                        .as(invariant.toString())
                        .isZero();
            }
        });
        assertThat(metrics())
                .contains("task_invariant_violations_total{invariant=\"next-fire-missing\"} 0.0")
                .contains("task_invariant_repairs_total{invariant=\"claim-of-lost-node\"} 0.0");
        String id = JSON.readTree(send("POST", "/api/v1/tasks/definitions", """
                        {"taskName":"yearly","taskHandler":"echo","scheduleType":"CRON","cronExpression":"0 0 0 1 1 ?"}""").body())
                .path("data")
                .path("id")
                .asString();

        sql.sql("UPDATE task_definitions SET next_fire_time = NULL WHERE id = ?")
                .param(id)
                .update();

        await().atMost(PATIENCE)
                .until(() -> sql.sql("SELECT next_fire_time IS NOT NULL FROM task_definitions WHERE id = ?")
                        .param(id)
                        .query(Boolean.class)
                        .single());
        await().atMost(PATIENCE)
                .until(() -> invariant("next-fire-missing").get("found").asLong() == 1);
        JsonNode told = invariant("next-fire-missing");
        assertThat(told.get("repaired").asLong()).isEqualTo(1);
        assertThat(told.get("violatedAt").isNull()).isFalse();
        assertThat(told.get("examples").get(0).get("subject").asString()).isEqualTo(id);
        assertThat(told.get("examples").get(0).get("tenantId").asString()).isEqualTo("default");
        await().atMost(PATIENCE)
                .until(() ->
                        metrics().contains("task_invariant_violations_total{invariant=\"next-fire-missing\"} 1.0"));
        assertThat(metrics()).contains("task_invariant_repairs_total{invariant=\"next-fire-missing\"} 1.0");
        assertThat(send("GET", "/api/v1/tasks/definitions/" + id, "").body()).contains("\"nextFireTime\":\"");
    }

    private static JsonNode invariant(String name) throws IOException, InterruptedException {
        for (JsonNode invariant : invariants()) {
            if (invariant.get("invariant").asString().equals(name)) {
                return invariant;
            }
        }
        throw new AssertionError("There is no " + name);
    }

    private static JsonNode invariants() throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", "/api/v1/audit/invariants", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode invariants = JSON.readTree(answer.body()).path("data");
        assertThat(invariants.size()).isEqualTo(14);
        return invariants;
    }

    private static String metrics() throws IOException, InterruptedException {
        return send("GET", "/actuator/prometheus", "").body();
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json")
                .header("X-API-Key", InProcessServer.KEY)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
