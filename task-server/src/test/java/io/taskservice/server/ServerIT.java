package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alibaba.cloud.nacos.NacosDiscoveryProperties;
import io.taskservice.audit.AuditEntry;
import io.taskservice.audit.AuditLog;
import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One server with all roles and a database, whose Redis and Nacos cannot be reached. */
class ServerIT {

    private static final Pattern FAMILY =
            Pattern.compile("^\\| `((?:task|scheduler|worker)_[a-z_]+)", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE ((?:task|scheduler|worker)_\\S+) ", Pattern.MULTILINE);
    private static final String NOBODY = "127.0.0.1:1";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static InProcessServer server;

    @BeforeAll
    static void start() {
        server = InProcessServer.start(Map.of(
                "app.task.redis.host",
                "127.0.0.1",
                "app.task.redis.port",
                1,
                "spring.cloud.nacos.discovery.server-addr",
                NOBODY));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isReadyWithoutRedisAndSaysThatItIsDegraded() {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/livez").statusCode()).isEqualTo(200);

        HttpResponse<String> health = get("/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"redis\":{\"status\":\"DEGRADED\"}")
                .endsWith("\"status\":\"DEGRADED\"}");
    }

    @Test
    void firesRunsAndLogsWithoutRedis() {
        assertThat(send("POST", "/api/v1/tasks/definitions", """
                                {"taskName": "数据同步任务", "taskHandler": "echo", "scheduleType": "CRON",
                                 "cronExpression": "* * * * * ?", "taskParams": "{\\"source\\":\\"db1\\"}", "enabled": true}
                                """).statusCode()).isEqualTo(201);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> send("GET", "/api/v1/tasks/instances?status=SUCCESS", "")
                        .body()
                        .contains("\"handler\":\"echo\""));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/actuator/prometheus").body().contains("task_success_total{task_type=\"echo\"}"));
    }

    @Test
    void tellsNacosItsRolesAndHandlers() {
        assertThat(server.context().getBean(NacosDiscoveryProperties.class).getMetadata())
                .containsEntry("roles", "api,executor,scheduler")
                .containsEntry(
                        "handlers",
                        "echo,fail,http,sleep,system.health,system.monitor,system.resources,system.retention");
    }

    @Test
    void hasExactlyTheMetricsThatTheDocsList() throws IOException {
        String doc = Files.readString(Path.of("..", "docs", "metrics.md"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                families(TYPE, get("/actuator/prometheus").body()))
                        .isEqualTo(families(FAMILY, doc)));
    }

    @Test
    void noMetricIsEverNaNOrTellsOfATenant() {
        String ours = get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.matches("(task|scheduler|worker)_.*"))
                .collect(Collectors.joining("\n"));

        assertThat(ours).isNotEmpty().doesNotContain("NaN").doesNotContain("tenant");
    }

    @Test
    void migratesByOneCommandAndEnds() {
        try (TestDatabase empty = TestDatabase.fresh()) {
            TaskServer.main(new String[] {
                "migrate",
                "--app.task.database.host=" + empty.host(),
                "--app.task.database.port=" + empty.port(),
                "--app.task.database.name=" + empty.name(),
                "--app.task.database.user=" + empty.user(),
                "--app.task.database.password=" + empty.password()
            });

            assertThat(JdbcClient.create(empty.dataSource())
                            .sql("SELECT wish FROM cluster_state WHERE name = 'scheduler'")
                            .query(String.class)
                            .single())
                    .isEqualTo("RUNNING");
        }
    }

    @Test
    void verifiesTheAuditLogByOneCommand() {
        try (TestDatabase other = TestDatabase.fresh()) {
            Migrations.migrate(other.dataSource());
            JdbcClient sql = JdbcClient.create(other.dataSource());
            TaskDatabase open = new TaskDatabase(other.dataSource());
            new AuditLog(open).add(AuditEntry.ofPlatform(TenantId.SYSTEM, "workers.scale", "workers"));
            new AuditLog(open).add(AuditEntry.ofPlatform(TenantId.SYSTEM, "workers.scale", "workers"));
            String[] arguments = {
                "--app.task.database.host=" + other.host(),
                "--app.task.database.port=" + other.port(),
                "--app.task.database.name=" + other.name(),
                "--app.task.database.user=" + other.user(),
                "--app.task.database.password=" + other.password()
            };
            assertThat(TaskServer.verifyAudit(arguments)).isTrue();

            sql.sql("UPDATE audit_log SET actor = 'nobody' WHERE seq = 2").update();

            assertThat(TaskServer.verifyAudit(arguments)).isFalse();
        }
    }

    private static Set<String> families(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            // A timer's maximum is a family of its own in a scrape; the docs name the timer.
            names.add(matcher.group(1).replaceFirst("_seconds_max$", "_seconds"));
        }
        return names;
    }

    private static HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        int port = server.port();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("X-API-Key", InProcessServer.KEY)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
