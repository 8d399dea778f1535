package io.taskservice.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.server.ServerLaunch;
import io.taskservice.server.ServerProcess;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import io.taskservice.testkit.Together;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * P14: a node that is asked for ten times what its tenant may have refuses the rest, with when to come again, and keeps what
 * it has accepted.
 *
 * <p>{@code -Dchaos.overload.seconds=300} goes on for that long.
 */
@Tag("alone")
@Tag("once")
class OverloadIT {

    private static final int SECONDS = Integer.getInteger("chaos.overload.seconds", 10);
    private static final int PER_SECOND = 10;
    private static final int THREADS = 8;
    private static final int TASKS = 10;
    private static final String BATCH = "{\"items\":["
            + IntStream.range(0, TASKS).mapToObj(i -> "{\"handler\":\"echo\"}").collect(Collectors.joining(",")) + "]}";
    private static final long MOST_GROWTH_BYTES = 24 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Threads that begin together are waited for no longer than two minutes. */
    private static final Duration STRETCH = Duration.ofSeconds(60);

    private static final String TENANT = "flood";

    private static TestDatabase database;
    private static TestRedis redis;
    private static ServerProcess server;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final LongAdder requests = new LongAdder();

    @BeforeAll
    static void startTheServer() {
        database = TestDatabase.fresh();
        redis = TestRedis.dedicated();
        server = ServerLaunch.of("api,scheduler,executor", database, redis)
                .start()
                .awaitReady();
        server.send("POST", "/api/v1/tenants", "{\"id\":\"" + TENANT + "\",\"name\":\"A flood\"}", 201);
        server.send("PUT", "/api/v1/tenants/" + TENANT + "/quotas", "{\"submitsPerSecond\":" + PER_SECOND + "}", 200);
    }

    @AfterAll
    static void stopEverything() {
        server.close();
        redis.close();
        database.close();
    }

    @Test
    void whatIsTooMuchIsRefusedAndWhatIsAcceptedIsDone() throws Exception {
        submitFor(Duration.ofSeconds(Math.max(1, SECONDS / 4)));
        long heap = heapAfterCollection();

        submitFor(Duration.ofSeconds(SECONDS));

        JdbcClient sql = JdbcClient.create(database.dataSource());
        assertThat(requests.sum() * TASKS).as("tasks asked for").isGreaterThan(10L * accepted.size());
        assertThat(sql.sql("SELECT id FROM task_instances WHERE tenant_id = '" + TENANT + "'")
                        .query(String.class)
                        .set())
                .as("what is stored, and what was accepted")
                .isEqualTo(accepted);
        await().atMost(PATIENCE)
                .until(() -> sql.sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + TENANT
                                        + "' AND status = 'SUCCESS'")
                                .query(Long.class)
                                .single()
                        == accepted.size());
        assertThat(heapAfterCollection() - heap).as("growth of the heap").isLessThan(MOST_GROWTH_BYTES);
        assertThat(server.log()).doesNotContain("OutOfMemoryError");
    }

    private void submitFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long endOfStretch = Math.min(end, System.nanoTime() + STRETCH.toNanos());
            Together.run(THREADS, thread -> {
                while (System.nanoTime() < endOfStretch) {
                    submit();
                }
            });
        }
    }

    private void submit() {
        HttpResponse<String> answer =
                server.exchange("POST", "/api/v1/tasks/batch", BATCH, ServerProcess.ADMIN_KEY, "X-Tenant-Id", TENANT);
        requests.increment();
        if (answer.statusCode() == 429) {
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .as(answer.body())
                    .isPositive();
            return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        for (JsonNode item :
                JsonMapper.shared().readTree(answer.body()).path("data").path("items")) {
            if (item.path("status").asString().equals("accepted")) {
                accepted.add(item.path("id").asString());
            } else {
                assertThat(item.path("error_code").asString()).isEqualTo("QUOTA_EXCEEDED");
            }
        }
    }

    private static long heapAfterCollection() throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(server.pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertThat(exit).as("jcmd").isZero();
        String metrics = server.exchange("GET", "/actuator/prometheus", "", ServerProcess.ADMIN_KEY)
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .collect(Collectors.summingLong(
                        line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }
}
