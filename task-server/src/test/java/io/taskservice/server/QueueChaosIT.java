package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.lab.HistoryChecker;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckOptions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Submitted tasks with random priorities, retries, limits and cancels on real processes of which two are killed: all of them
 * end, nothing is left behind, and a limit of five is kept throughout.
 *
 * <p>{@code -Dchaos.tasks=100000} makes it long, {@code -Dchaos.seed} another one.
 */
@Tag("once")
class QueueChaosIT {

    private static final int TASKS = Integer.getInteger("chaos.tasks", 3000);
    private static final long SEED = Long.getLong("chaos.seed", 42);
    private static final int BATCH = 1000;
    private static final int LIMIT = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(120 + TASKS / 100);

    private static ProcessCluster cluster;

    private final Random random = new Random(SEED);
    private final AtomicBoolean watching = new AtomicBoolean(true);
    private final AtomicLong mostHolders = new AtomicLong();

    @BeforeAll
    static void startProcesses() {
        cluster = ProcessCluster.start(2, "--app.task.executor.queues=default,chaos");
    }

    @AfterAll
    static void stopEverything() {
        cluster.close();
    }

    @Test
    void everyTaskEndsThoughExecutorsAreKilled() throws Exception {
        Thread watch = new Thread(this::watchTheLimit, "limit-watch");
        watch.start();
        for (int i = 0; i < TASKS; i += BATCH) {
            submit(i, Math.min(TASKS, i + BATCH));
            cancelSome(20);
        }
        awaitEnded(TASKS / 10);
        cluster.executor(0).kill();
        awaitEnded(TASKS / 2);
        cancelSome(20);
        try (ServerProcess replacement = cluster.startExecutor().awaitReady()) {
            cluster.executor(1).kill();
            await().atMost(PATIENCE).until(() -> active() == 0);
            watching.set(false);
            watch.join();
            assertThat(replacement.log()).doesNotContain("OutOfMemoryError");
        }

        assertThat(count("SELECT COUNT(*) FROM task_instances WHERE queue = 'chaos'"))
                .isEqualTo(TASKS);
        assertThat(mostHolders.get()).isBetween(1L, (long) LIMIT);
        assertNothingIsWrong();
    }

    /** What must not be, whatever happened. */
    private static void assertNothingIsWrong() {
        assertThat(count("SELECT COUNT(*) FROM concurrency_slots"))
                .as("slots left")
                .isZero();
        assertThat(count("""
                SELECT COUNT(*) FROM task_instances i
                LEFT JOIN (SELECT task_instance_id AS id, COUNT(*) AS past, MAX(attempt) AS last FROM task_attempts
                           GROUP BY task_instance_id) a ON a.id = i.id
                WHERE i.queue = 'chaos' AND (COALESCE(a.past, 0) != COALESCE(a.last, 0)
                  OR NOT (COALESCE(a.past, 0) = GREATEST(i.attempt - 1, 0)
                          OR i.status = 'CANCELLED' AND a.past = i.attempt))
                """)).as("histories with holes").isZero();
        assertThat(count("SELECT COUNT(*) FROM task_instances WHERE queue = 'chaos' AND status = 'FAILED'"))
                .as("dead letters")
                .isEqualTo(count("SELECT COUNT(*) FROM dead_letters WHERE queue = 'chaos'"));
        assertThat(count("""
                SELECT COUNT(*) FROM task_instances
                WHERE queue = 'chaos' AND (end_time IS NULL OR retry_count >= max_attempts OR status = 'SUCCESS' AND attempt = 0)
                """)).as("ends that cannot be").isZero();
        assertThat(count("SELECT COUNT(*) FROM task_instances WHERE queue = 'chaos' AND status = 'SUCCESS'"))
                .as("successes")
                .isGreaterThan(TASKS / 2);
        String metrics = cluster.api()
                .exchange("GET", "/actuator/prometheus", "", ServerProcess.ADMIN_KEY)
                .body();
        assertThat(metrics).contains("task_limit_drift_total 0.0");
        assertThat(cluster.violations()).isEmpty();
        assertThat(HistoryChecker.check(cluster.dataSource(), Journals.NONE, CheckOptions.DEFAULT.atRest()))
                .isEmpty();
    }

    private void submit(int from, int to) {
        String items = IntStream.range(from, to).mapToObj(this::task).collect(Collectors.joining(","));
        JsonNode answer = cluster.api().send("POST", "/api/v1/tasks/batch", "{\"items\":[" + items + "]}", 202);
        assertThat(answer.path("data").path("accepted").asInt()).isEqualTo(to - from);
    }

    private String task(int number) {
        String what = switch (number % 10) {
            case 6, 7 ->
                "\"handler\":\"fail\",\"params\":{\"times\":" + (1 + random.nextInt(2)) + "},\"maxAttempts\":3";
            case 8 -> "\"handler\":\"fail\",\"params\":{\"times\":99},\"maxAttempts\":2";
            case 9 ->
                "\"handler\":\"sleep\",\"params\":{\"millis\":20},\"concurrencyKey\":\"five\",\"maxConcurrency\":"
                        + LIMIT;
            default -> "\"handler\":\"echo\",\"params\":{\"n\":" + number + "}";
        };
        return "{" + what + ",\"queue\":\"chaos\",\"priority\":" + (1 + random.nextInt(10))
                + ",\"backoffInitialMs\":10,\"backoffMaxMs\":100,\"requestKey\":\"task-" + number + "\"}";
    }

    private void cancelSome(int howMany) {
        List<String> ids = cluster.sql().sql("""
                        SELECT id FROM task_instances
                        WHERE queue = 'chaos' AND status IN ('PENDING', 'RUNNING', 'SCHEDULED') LIMIT 1000
                        """).query(String.class).list();
        for (int i = 0; i < howMany && !ids.isEmpty(); i++) {
            String id = ids.get(random.nextInt(ids.size()));
            int status = cluster.api()
                    .exchange("POST", "/api/v1/tasks/instances/" + id + "/cancel", "", ServerProcess.ADMIN_KEY)
                    .statusCode();
            assertThat(status).isIn(200, 409);
        }
    }

    private void watchTheLimit() {
        while (watching.get()) {
            long holders =
                    count("SELECT COUNT(*) FROM task_instances WHERE status = 'RUNNING' AND concurrency_key = 'five'");
            mostHolders.accumulateAndGet(holders, Math::max);
        }
    }

    private static void awaitEnded(int howMany) {
        await().atMost(PATIENCE).until(() -> TASKS - active() >= howMany);
    }

    private static long active() {
        return count("""
                SELECT COUNT(*) FROM task_instances
                WHERE queue = 'chaos' AND status IN ('SCHEDULED', 'PENDING', 'RUNNING')
                """);
    }

    private static long count(String query) {
        return cluster.sql().sql(query).query(Long.class).single();
    }
}
