package io.taskservice.server.chaos;

import static io.taskservice.server.chaos.JournalCluster.LEASE;
import static io.taskservice.server.chaos.JournalCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.lab.journal.Effect;
import io.taskservice.lab.journal.JournalHandler;
import io.taskservice.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Promises of which each is about one thing that goes wrong, on real processes; after each the history is clean.
 *
 * <p>{@code -Dchaos.stops=50} stops that many executors under load.
 */
@Tag("once")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromisesIT {

    private static final int STOPS = Integer.getInteger("chaos.stops", 1);

    private static JournalCluster cluster;

    @BeforeAll
    static void startProcesses() {
        cluster = JournalCluster.start(3);
    }

    @AfterAll
    static void stopEverything() {
        cluster.close();
    }

    @AfterEach
    void theHistoryIsClean() throws Exception {
        assertThat(cluster.violations()).isEmpty();
    }

    /** P12 */
    @Test
    @Order(1)
    void aCancelStopsAHandlerThatObeysInTwoSecondsAndAStubbornOneInFive() {
        List<String> obedient = cluster.submit(5, "{\"handler\":\"journal\",\"params\":{\"millis\":60000}}");
        List<String> stubborn =
                cluster.submit(5, "{\"handler\":\"journal\",\"params\":{\"millis\":9000,\"stubborn\":true}}");
        await().atMost(PATIENCE)
                .until(() ->
                        cluster.of(obedient, "status = 'RUNNING'") + cluster.of(stubborn, "status = 'RUNNING'") == 10);

        assertThat(longestCancel(obedient)).isLessThan(Duration.ofSeconds(2));
        assertThat(longestCancel(stubborn)).isLessThan(Duration.ofSeconds(5));

        assertThat(cluster.of(obedient, "status = 'CANCELLED' AND attempt = 1")).isEqualTo(5);
        assertThat(cluster.of(stubborn, "status = 'CANCELLED' AND attempt = 1")).isEqualTo(5);
        await().atMost(PATIENCE).until(() -> ends(stubborn) == 5);
        assertThat(cluster.of(stubborn, "status = 'CANCELLED'"))
                .as("whatever they return later")
                .isEqualTo(5);
    }

    /** From just before each cancel was asked for to the end that was recorded, by MySQL's clock. */
    private static Duration longestCancel(List<String> ids) {
        Instant before = now();
        ids.forEach(id -> cluster.api().send("POST", "/api/v1/tasks/instances/" + id + "/cancel", "", 200));
        cluster.awaitEnd(ids);
        Instant last = ids.stream()
                .map(id -> cluster.instant("SELECT end_time FROM task_instances WHERE id = ?", id))
                .max(Instant::compareTo)
                .orElseThrow();
        return Duration.between(before, last);
    }

    /** P16 */
    @Test
    @Order(2)
    void whatFailsTogetherDoesNotComeBackTogetherAndMakesNoRows() {
        List<String> ids = cluster.submit(200, """
                {"handler":"journal","params":{"fails":1},"maxAttempts":3,"backoffInitialMs":4000,"backoffMaxMs":4000}""");
        cluster.awaitEnd(ids);

        List<Long> waits =
                cluster.sql().sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, a.end_time, i.run_at) DIV 1000 FROM task_attempts a
                        JOIN task_instances i ON i.id = a.task_instance_id WHERE i.id IN (:ids)
                        """).param("ids", ids).query(Long.class).list();
        assertThat(waits).hasSize(200).allMatch(wait -> wait <= 4000);
        for (int second = 1; second <= 3; second++) {
            long from = second * 1000L - 500;
            assertThat(waits.stream().filter(wait -> wait >= from && wait < from + 1000))
                    .as("retries that wait %d to %d ms after the end was written", from, from + 1000)
                    .hasSizeBetween(20, 85);
        }
        assertThat(cluster.of(ids, "status = 'SUCCESS' AND attempt = 2 AND retry_count = 1"))
                .isEqualTo(200);
        assertThat(cluster.count("SELECT COUNT(*) FROM task_instances WHERE queue = 'default' AND fire_time IS NULL"))
                .as("the rows of these and of the ten before")
                .isEqualTo(210);
    }

    /** P3 */
    @Test
    @Order(3)
    void aFrozenExecutorChangesNothingWhenItComesBack() throws Exception {
        List<String> ids =
                cluster.submit(24, "{\"handler\":\"journal\",\"params\":{\"millis\":3000,\"stubborn\":true}}");
        ServerProcess frozen = cluster.awaitAtWork(ids);
        String node = cluster.nodeOf(frozen);
        frozen.freeze();
        List<String> held = cluster.sql()
                .sql("""
                        SELECT id FROM task_instances WHERE id IN (:ids) AND execution_node = :node AND status = 'RUNNING'
                        """)
                .param("ids", ids)
                .param("node", node)
                .query(String.class)
                .list();
        assertThat(held).isNotEmpty();

        cluster.awaitEnd(ids);
        await().atMost(PATIENCE).until(() -> now().isAfter(endOfLease(node).plus(LEASE)));
        Instant thawed = Instant.now();
        frozen.thaw();
        await().atMost(PATIENCE).until(() -> fencedEnds(held, node) == held.size());

        assertThat(held)
                .allSatisfy(id -> assertThat(lateEffect(id, node).end())
                        .as("its first look after the thaw")
                        .isAfter(thawed));
        assertThat(cluster.of(held, "status = 'SUCCESS' AND attempt = 2 AND result = 'attempt 2'"))
                .isEqualTo(held.size());
        await().atMost(PATIENCE).until(() -> refusedWrites(frozen) == held.size());
        assertThat(cluster.of(held, "status = 'SUCCESS' AND attempt = 2 AND result = 'attempt 2'"))
                .isEqualTo(held.size());
    }

    /** P17 */
    @Test
    @Order(4)
    void whatIsShorterThanTheGraceRunsOnceThoughItsExecutorIsStopped() throws Exception {
        for (int i = 0; i < STOPS; i++) {
            List<String> ids = cluster.submit(24, "{\"handler\":\"journal\",\"params\":{\"millis\":1500}}");
            ServerProcess stopped = cluster.awaitAtWork(ids);

            long began = System.nanoTime();
            stopped.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            cluster.awaitEnd(ids);
            assertThat(cluster.of(ids, "status = 'SUCCESS' AND attempt = 1")).isEqualTo(24);
            cluster.replace(stopped);
        }
    }

    /** P8 */
    @Test
    @Order(5)
    void whatCameDueDuringADowntimeIsMadeUpForAsEachPolicySays() {
        String once = everySecond("once", "FIRE_ONCE");
        String all = everySecond("all", "FIRE_ALL");
        String skip = everySecond("skip", "SKIP");
        await().atMost(PATIENCE).until(() -> fires(once) > 0 && fires(all) > 0 && fires(skip) > 0);

        cluster.scheduler().kill();
        Instant down = now();
        await().atMost(PATIENCE).until(() -> now().isAfter(down.plusSeconds(9)));
        cluster.startAnotherScheduler();
        await().atMost(PATIENCE).until(() -> gapFires(once) > 0 && gapFires(all) > 0 && gapFires(skip) > 0);
        await().atMost(PATIENCE).until(() -> late(all) > 0 && late(once) > 0);

        assertThat(late(once)).as("the newest only").isEqualTo(1);
        assertThat(late(all)).as("the newest five").isEqualTo(5);
        assertThat(late(skip)).as("those that are in time").isBetween(0L, 4L);
        assertThat(gapFires(once)).isGreaterThan(gapFires(all));
        List.of(once, all, skip).forEach(id -> cluster.api().send("POST", definition(id) + "/disable", "", 200));
    }

    private static String everySecond(String name, String policy) {
        return cluster.api()
                .send("POST", "/api/v1/tasks/definitions", """
                        {"taskName":"%s","taskHandler":"echo","scheduleType":"FIXED_RATE","intervalMs":1000,
                         "misfirePolicy":"%s","misfireThresholdMs":3000,"misfireMax":5}""".formatted(name, policy), 201)
                .path("data")
                .path("id")
                .asString();
    }

    private static String definition(String id) {
        return "/api/v1/tasks/definitions/" + id;
    }

    private static long fires(String definition) {
        return cluster.count("SELECT COUNT(*) FROM task_instances WHERE task_definition_id = ?", definition);
    }

    private static long gapFires(String definition) {
        return cluster.count(
                "SELECT COALESCE(SUM(fires), 0) FROM fire_gaps WHERE reason = 'MISFIRE' AND task_definition_id = ?",
                definition);
    }

    /** Instances that the pass made which wrote the gap: due after it, made in the same moment as the first of them. */
    private static long late(String definition) {
        return cluster.count("""
                WITH after_gap AS (
                  SELECT i.created_at FROM task_instances i
                  WHERE i.task_definition_id = ? AND i.fire_time >
                    (SELECT MAX(g.to_time) FROM fire_gaps g
                     WHERE g.reason = 'MISFIRE' AND g.task_definition_id = i.task_definition_id))
                SELECT COUNT(*) FROM after_gap WHERE created_at = (SELECT MIN(created_at) FROM after_gap)
                """, definition);
    }

    /** P13; last, since it takes every executor there is. */
    @Test
    @Order(9)
    void aPoisonTaskTakesThreeNodesAndNoMore() throws Exception {
        String poison = cluster.submit(1, "{\"handler\":\"journal\",\"params\":{\"halts\":99},\"maxAttempts\":100}")
                .get(0);
        for (ServerProcess victim : cluster.executors()) {
            assertThat(victim.awaitEnd()).isEqualTo(JournalHandler.HALTED);
        }
        cluster.awaitEnd(List.of(poison));
        cluster.replace(cluster.executors().get(0));
        List<String> others = cluster.submit(20, "{\"handler\":\"journal\",\"allowUnknownHandler\":true}");
        cluster.awaitEnd(others);

        assertThat(cluster.of(List.of(poison), "status = 'FAILED' AND error_code = 'POISON' AND crash_count = 3"))
                .isEqualTo(1);
        assertThat(cluster.count("SELECT COUNT(*) FROM dead_letters WHERE task_instance_id = ?", poison))
                .isEqualTo(1);
        assertThat(cluster.of(others, "status = 'SUCCESS'")).isEqualTo(20);
        assertThat(cluster.executors().get(0).isAlive()).isTrue();
    }

    private static long ends(List<String> ids) throws Exception {
        return cluster.journals().instances().stream()
                .filter(ids::contains)
                .flatMap(id -> effects(id).stream())
                .filter(effect -> effect.end() != null)
                .count();
    }

    private static long fencedEnds(List<String> ids, String node) {
        return ids.stream()
                .flatMap(id -> effects(id).stream())
                .filter(effect -> effect.node().equals(node) && effect.fenced())
                .count();
    }

    private static Effect lateEffect(String id, String node) {
        return effects(id).stream()
                .filter(effect -> effect.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private static List<Effect> effects(String id) {
        try {
            return cluster.journals().of(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long refusedWrites(ServerProcess executor) {
        return executor.exchange("GET", "/actuator/prometheus", "", ServerProcess.ADMIN_KEY)
                .body()
                .lines()
                .filter(line -> line.startsWith("task_fenced_writes_total"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Instant endOfLease(String node) {
        return cluster.instant("SELECT lease_until FROM nodes WHERE id = ?", node);
    }

    private static Instant now() {
        return cluster.instant("SELECT UTC_TIMESTAMP(3)");
    }
}
