package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/**
 * What the management endpoints tell a stranger, and an administrator, on a server whose operator has exposed all of
 * them, on a port of their own: what is closed is closed by the table of routes, and not by what happens to be exposed.
 */
@Tag("once")
class ActuatorIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Those that Spring Boot has, whether or not this server has them. */
    private static final List<String> KNOWN = List.of(
            "auditevents",
            "beans",
            "caches",
            "conditions",
            "configprops",
            "env",
            "env/PATH",
            "flyway",
            "heapdump",
            "httpexchanges",
            "info",
            "integrationgraph",
            "jolokia",
            "liquibase",
            "logfile",
            "loggers",
            "loggers/ROOT",
            "mappings",
            "metrics",
            "metrics/jvm.memory.used",
            "nacosdiscovery",
            "quartz",
            "refresh",
            "sbom",
            "scheduledtasks",
            "serviceregistry",
            "sessions",
            "shutdown",
            "startup",
            "threaddump");

    private static InProcessServer server;

    @BeforeAll
    static void start() {
        server = InProcessServer.start(
                Map.of(
                        "management.endpoints.web.exposure.include", "*",
                        "management.endpoints.access.default", "unrestricted"),
                "--management.server.port=0");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Otherwise the walk would prove nothing. */
    @Test
    void theEndpointsThatAreClosedAreThere() {
        assertThat(server.context().getBean(PathMappedEndpoints.class).stream().map(PathMappedEndpoint::getRootPath))
                .contains("env", "heapdump", "beans", "loggers", "threaddump", "shutdown", "configprops", "metrics");
    }

    @Test
    void onlyHealthAndPrometheusAnswerWithoutAKey() {
        for (String port : ports()) {
            for (String id : closed()) {
                for (String method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
                    HttpResponse<String> answer = send(port, method, "/actuator/" + id, "");
                    assertThat(answer.statusCode())
                            .as(method + " " + id + ": " + answer.body())
                            .isEqualTo(401);
                    assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                            .contains("nosniff");
                }
            }
            assertThat(send(port, "GET", "/actuator", "").statusCode()).isEqualTo(401);
        }
        assertThat(send("local.management.port", "GET", "/actuator/health", "").statusCode())
                .isEqualTo(200);
        assertThat(send("local.management.port", "GET", "/actuator/prometheus", "")
                        .body())
                .contains("task_fires_total");
    }

    @Test
    void notEvenAnAdministratorReachesTheOthers() {
        for (String port : ports()) {
            for (String id : closed()) {
                for (String method : List.of("GET", "POST", "DELETE")) {
                    HttpResponse<String> answer = send(port, method, "/actuator/" + id, InProcessServer.KEY);
                    assertThat(answer.statusCode())
                            .as(method + " " + id + ": " + answer.body())
                            .isEqualTo(404);
                    assertThat(answer.body()).contains("ROUTE_NOT_FOUND");
                }
            }
        }
        assertThat(server.context().isRunning()).isTrue();
    }

    @Test
    void healthTellsStrangersWhatWorksAndNoMore() {
        for (String path : List.of("/actuator/health", "/actuator/health/database", "/actuator/health/service")) {
            for (String key : List.of("", InProcessServer.KEY, "tsk_bad")) {
                HttpResponse<String> answer = send("local.management.port", "GET", path, key);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).contains("\"status\"").doesNotContain("details", "jdbc", "node", "MariaDB");
            }
        }
        HttpResponse<String> probe = send("local.server.port", "GET", "/readyz", "");
        assertThat(probe.body()).contains("\"database\":{\"status\":\"UP\"}").doesNotContain("details");
        assertThat(probe.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(probe.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(probe.headers().firstValue("Server")).isEmpty();
    }

    private static List<String> ports() {
        return List.of("local.server.port", "local.management.port");
    }

    private static List<String> closed() {
        Stream<String> there =
                server.context().getBean(PathMappedEndpoints.class).stream().map(PathMappedEndpoint::getRootPath);
        return Stream.concat(KNOWN.stream(), there)
                .filter(id -> !id.equals("health") && !id.equals("prometheus"))
                .distinct()
                .toList();
    }

    private static HttpResponse<String> send(String port, String method, String path, String key) {
        int number = server.port(port);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + number + path))
                .method(method, BodyPublishers.noBody());
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
