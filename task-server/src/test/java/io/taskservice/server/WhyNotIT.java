package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told of instances and due times, with schedulers and executors that really work. */
@Tag("once")
class WhyNotIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static InProcessServer server;

    @BeforeAll
    static void start() {
        server = InProcessServer.start(Map.of("spring.cloud.nacos.discovery.enabled", "false"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void noDueTimeIsUnaccountedForAcrossAStopOfTheSchedulers() {
        String id = send("POST", "/tasks/definitions", """
                        {"taskName":"every second","taskHandler":"echo","scheduleType":"FIXED_RATE","intervalMs":1000,
                         "misfirePolicy":"SKIP","misfireThresholdMs":1000}""").get("id").asString();
        await().atMost(PATIENCE).until(() -> outcomes(explain(id)).contains("FIRED"));
        send("POST", "/tasks/scheduler/stop", "");
        await().atMost(PATIENCE).until(() -> explain(id).get("lateMs").asLong() > 4000);
        assertThat(codes(explain(id))).containsExactly("SCHEDULER_STOPPED");
        assertThat(outcomes(explain(id))).contains("OVERDUE");

        send("POST", "/tasks/scheduler/start", "");
        await().atMost(PATIENCE).until(() -> {
            JsonNode latest = explain(id).get("dueTimes").get(0);
            return outcomes(explain(id)).contains("GAP")
                    && latest.get("outcome").asString().equals("FIRED");
        });

        JsonNode explained = explain(id);
        assertThat(outcomes(explained)).contains("FIRED", "GAP").doesNotContain("UNACCOUNTED");
        assertThat(codes(explained)).isEmpty();
        assertThat(Instant.parse(explained.get("certainSince").asString())).isBefore(first(explained));
        assertThat(dueTimesIn(explained))
                .isEqualTo(Duration.between(first(explained), last(explained)).toSeconds() + 1);
    }

    @Test
    void whatHeldATaskBackIsToldUntilItRuns() {
        send("POST", "/queues/default/pause", "{\"reason\":\"a test\"}");
        String id = send("POST", "/tasks/submit", "{\"handler\":\"echo\"}")
                .get("id")
                .asString();
        String path = "/tasks/instances/" + id + "/explain";
        assertThat(codes(send("GET", path, ""))).containsExactly("QUEUE_PAUSED");

        send("POST", "/queues/default/resume", "");

        await().atMost(PATIENCE)
                .until(() -> send("GET", path, "")
                        .get("state")
                        .get("code")
                        .asString()
                        .equals("ENDED"));
        assertThat(send("GET", path, "").get("end").get("outcome").asString()).isEqualTo("SUCCESS");
    }

    private static long dueTimesIn(JsonNode explained) {
        long all = 0;
        for (JsonNode row : explained.get("dueTimes")) {
            all += row.get("dueTimes").asLong();
        }
        return all;
    }

    private static Instant first(JsonNode explained) {
        JsonNode rows = explained.get("dueTimes");
        return Instant.parse(rows.get(rows.size() - 1).get("dueTime").asString());
    }

    private static Instant last(JsonNode explained) {
        return Instant.parse(explained.get("dueTimes").get(0).get("lastDueTime").asString());
    }

    private static Set<String> outcomes(JsonNode explained) {
        return new HashSet<>(explained.get("dueTimes").findValuesAsString("outcome"));
    }

    private static Iterable<String> codes(JsonNode explained) {
        return explained.get("blockers").findValuesAsString("code");
    }

    private static JsonNode explain(String definition) {
        return send("GET", "/tasks/definitions/" + definition + "/explain", "");
    }

    private static JsonNode send(String method, String path, String body) {
        int port = server.port();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("X-API-Key", InProcessServer.KEY)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            String text =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
            JsonNode data = JSON.readTree(text).path("data");
            assertThat(data.isObject()).as(text).isTrue();
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
