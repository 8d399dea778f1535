package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Promise P15 on real processes: a tenant that floods the platform does not starve another, and weights count.
 *
 * <p>{@code -Dfair.tasks=100000} makes the flood long; it should outlast the other tenant's submits.
 */
@Tag("alone")
@Tag("once")
class FairShareIT {

    private static final int FLOOD = Integer.getInteger("fair.tasks", 8000);
    private static final int SUBMITS = Integer.getInteger("fair.submits", 12);
    private static final int BATCH = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TASK = "{\"handler\":\"sleep\",\"params\":{\"millis\":20},\"queue\":\"fair\"}";

    private static ProcessCluster cluster;

    @BeforeAll
    static void startProcesses() {
        cluster = ProcessCluster.start(
                2,
                "--app.task.executor.queues=fair",
                "--app.task.executor.core-pool-size=4",
                "--app.task.executor.max-pool-size=4");
    }

    @AfterAll
    static void stopEverything() {
        cluster.close();
    }

    @Test
    void aFloodOfOneTenantDoesNotKeepAnotherWaiting() throws Exception {
        tenant("flood", 100);
        tenant("calm", 100);
        flood("flood", FLOOD);

        for (int i = 0; i < SUBMITS; i++) {
            long next = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            submit("calm", 1);
            await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() > next);
        }
        await().atMost(PATIENCE).until(() -> count("calm", "end_time IS NULL") == 0);

        assertThat(count("flood", "status = 'PENDING'")).as("the flood goes on").isPositive();
        long longestMillis = cluster.sql().sql("""
                        SELECT MAX(TIMESTAMPDIFF(MICROSECOND, created_at, start_time)) DIV 1000
                        FROM task_instances WHERE tenant_id = 'calm'
                        """).query(Long.class).single();
        assertThat(longestMillis).as("longest wait of the calm tenant, ms").isLessThan(2000);
        cancelAll("flood");
    }

    @Test
    void tenantsGetSlotsByTheirWeights() {
        tenant("heavy", 300);
        tenant("light", 100);
        flood("heavy", 4000);
        flood("light", 4000);
        long heavyBefore = started("heavy");
        long lightBefore = started("light");

        await().atMost(PATIENCE).until(() -> started("heavy") + started("light") > heavyBefore + lightBefore + 1000);

        double heavy = started("heavy") - heavyBefore;
        double light = started("light") - lightBefore;
        assertThat(count("heavy", "status = 'PENDING'")).isPositive();
        assertThat(count("light", "status = 'PENDING'")).isPositive();
        assertThat(heavy / (heavy + light)).as("share of the heavy tenant").isCloseTo(0.75, within(0.075));
        cancelAll("heavy");
        cancelAll("light");
    }

    private static void tenant(String id, int weight) {
        cluster.api()
                .send(
                        "POST",
                        "/api/v1/tenants",
                        "{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"weight\":" + weight + "}",
                        201);
    }

    private static void flood(String tenant, int tasks) {
        for (int i = 0; i < tasks; i += BATCH) {
            submit(tenant, Math.min(BATCH, tasks - i));
        }
    }

    private static void submit(String tenant, int tasks) {
        String items = IntStream.range(0, tasks).mapToObj(i -> TASK).collect(Collectors.joining(","));
        HttpResponse<String> answer = cluster.api()
                .exchange(
                        "POST",
                        "/api/v1/tasks/batch",
                        "{\"items\":[" + items + "]}",
                        ServerProcess.ADMIN_KEY,
                        "X-Tenant-Id",
                        tenant);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /**
     * So that the next test has the slots for itself. Piece by piece and again if need be: claims lock the same rows, and a
     * deadlock of the two is nobody's fault.
     */
    private static void cancelAll(String tenant) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(PessimisticLockingFailureException.class)
                .until(() -> cancelSome(tenant) == 0);
    }

    private static int cancelSome(String tenant) {
        return cluster.sql().sql("""
                UPDATE task_instances SET status = 'CANCELLED', end_time = UTC_TIMESTAMP(3)
                WHERE tenant_id = ? AND status = 'PENDING' LIMIT 500
                """).param(tenant).update();
    }

    private static long started(String tenant) {
        return count(tenant, "attempt > 0");
    }

    private static long count(String tenant, String what) {
        return cluster.sql()
                .sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = ? AND " + what)
                .param(tenant)
                .query(Long.class)
                .single();
    }
}
