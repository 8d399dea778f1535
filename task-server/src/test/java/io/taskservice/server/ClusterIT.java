package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.lab.HistoryChecker;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckOptions;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Three real processes with split roles on one database and one Redis. Starting them takes most of the time, so all tests
 * share them, and the one that kills comes last.
 */
@Tag("once")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

    private static final String TASKS = "/api/v1/tasks";
    private static final int DEFINITIONS = 12;
    private static final String OFTEN = "--app.task.scheduler.audit-interval=1s";

    private static TestDatabase database;
    private static TestRedis redis;
    private static JdbcClient sql;
    private static ServerProcess api;
    private static ServerProcess first;
    private static ServerProcess second;

    @BeforeAll
    static void startThreeProcesses() {
        database = TestDatabase.fresh();
        redis = TestRedis.dedicated();
        sql = JdbcClient.create(database.dataSource());
        api = ServerProcess.start("api", database, redis);
        first = ServerProcess.start("scheduler,executor", database, redis, OFTEN);
        second = ServerProcess.start("scheduler,executor", database, redis, OFTEN);
        api.awaitReady();
        first.awaitReady();
        second.awaitReady();
        await().atMost(Duration.ofSeconds(30)).until(() -> liveSchedulers() == 2);
    }

    @AfterAll
    static void stopEverything() throws Exception {
        first.close();
        second.close();
        api.close();
        redis.close();
        database.close();
    }

    @Test
    @Order(3)
    void everyFireHappensOnceThoughANodeIsKilled() {
        for (int i = 0; i < DEFINITIONS; i++) {
            create("every second " + i, "echo", "{}");
        }
        create("long " + DEFINITIONS, "sleep", "{\\\"millis\\\":4000}");
        await().atMost(Duration.ofSeconds(30)).until(() -> ownedPartitions().equals(List.of(8, 8)));
        await().atMost(Duration.ofSeconds(30)).until(() -> nodesThatRan() == 2 && runningOn(2) > 0);

        first.kill();

        long killedAt = fires();
        await().atMost(Duration.ofSeconds(60)).until(() -> fires() > killedAt + 10L * DEFINITIONS);
        await().atMost(Duration.ofSeconds(60)).until(() -> ownedPartitions().equals(List.of(16)));
        api.send("POST", TASKS + "/scheduler/stop", "", 200);
        await().atMost(Duration.ofSeconds(60)).until(() -> active() == 0);

        assertThat(statuses()).containsOnlyKeys("SUCCESS");
        assertThat(missingOrDoubled()).isEmpty();
        assertThat(claimsOfDeadNodes()).isZero();
        assertThat(ProcessCluster.violations(sql)).isEmpty();
        assertThat(HistoryChecker.check(database.dataSource(), Journals.NONE, CheckOptions.DEFAULT.atRest()))
                .isEmpty();
    }

    @Test
    @Order(2)
    void aStoppedSchedulerFiresNothingUntilItIsStarted() {
        create("stopped", "echo", "{}");
        await().atMost(Duration.ofSeconds(20)).until(() -> fires() > 0);

        api.send("POST", TASKS + "/scheduler/stop", "", 200);
        await().atMost(Duration.ofSeconds(5)).until(() -> obeyedBy() == 2);
        long stoppedAt = fires();
        Instants start = Instants.now(sql);
        await().atMost(Duration.ofSeconds(10)).until(() -> Instants.now(sql).isAfterSeconds(start, 3));
        assertThat(fires()).isEqualTo(stoppedAt);

        api.send("POST", TASKS + "/scheduler/start", "", 200);
        await().atMost(Duration.ofSeconds(10)).until(() -> fires() > stoppedAt);
        assertThat(missingOrDoubled()).isEmpty();
    }

    @Test
    @Order(1)
    void aForeignKeyIsRefusedAndHealthIsOpen() {
        assertThat(api.exchange("GET", TASKS + "/definitions", "", "").statusCode())
                .isEqualTo(401);
        assertThat(api.exchange("GET", "/health", "", "").statusCode()).isEqualTo(200);
        assertThat(first.exchange("GET", "/actuator/health/readiness", "", "").statusCode())
                .isEqualTo(200);
        assertThat(first.exchange("GET", TASKS + "/definitions", "", ServerProcess.ADMIN_KEY)
                        .statusCode())
                .isNotEqualTo(200);
    }

    private static void create(String name, String handler, String params) {
        api.send("POST", TASKS + "/definitions", """
                {"taskName": "%s", "taskHandler": "%s", "scheduleType": "FIXED_RATE", "intervalMs": 1000,
                 "taskParams": "%s"}""".formatted(name, handler, params), 201);
    }

    private static long liveSchedulers() {
        return count("SELECT COUNT(*) FROM nodes WHERE state = 'ALIVE' AND roles LIKE '%scheduler%'");
    }

    private static long fires() {
        return count("SELECT COUNT(*) FROM task_instances WHERE fire_time IS NOT NULL");
    }

    private static long active() {
        return count("SELECT COUNT(*) FROM task_instances WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING')");
    }

    private static long nodesThatRan() {
        return count("SELECT COUNT(DISTINCT execution_node) FROM task_instances WHERE status = 'SUCCESS'");
    }

    private static long runningOn(int atLeast) {
        return count("SELECT COUNT(*) FROM task_instances WHERE status = 'RUNNING' HAVING COUNT(*) >= " + atLeast);
    }

    private static long claimsOfDeadNodes() {
        return count("""
                SELECT COUNT(*) FROM task_instances i JOIN nodes n ON n.id = i.execution_node
                WHERE i.status = 'RUNNING' AND n.state IN ('DEAD', 'GONE')
                """);
    }

    private static long obeyedBy() {
        JsonNode status = api.send("GET", TASKS + "/scheduler/status", "", 200).path("data");
        long wished = status.path("generation").asLong();
        return count("SELECT COUNT(*) FROM nodes WHERE state = 'ALIVE' AND roles LIKE '%scheduler%' AND generation = "
                + wished);
    }

    private static List<Integer> ownedPartitions() {
        return sql
                .sql("SELECT partitions FROM nodes WHERE state = 'ALIVE' AND roles LIKE '%scheduler%'")
                .query(String.class)
                .list()
                .stream()
                .map(partitions -> partitions.isEmpty() ? 0 : partitions.split(",").length)
                .toList();
    }

    private static Map<String, Long> statuses() {
        return sql
                .sql("SELECT status, COUNT(*) AS instances FROM task_instances GROUP BY status")
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Definitions of the test whose instances and gaps are not exactly one for each second from the first fire to the cursor. */
    private static List<String> missingOrDoubled() {
        return sql.sql("""
                        SELECT CONCAT(d.task_name, ': ', TIMESTAMPDIFF(SECOND, MIN(i.fire_time), d.next_fire_time),
                                      ' due, ', COUNT(*), ' instances, ', COALESCE(MAX(g.fires), 0), ' in gaps')
                        FROM task_definitions d
                        JOIN task_instances i ON i.task_definition_id = d.id AND i.fire_time IS NOT NULL
                        LEFT JOIN (SELECT task_definition_id, SUM(fires) AS fires FROM fire_gaps
                                   GROUP BY task_definition_id) g ON g.task_definition_id = d.id
                        WHERE d.tenant_id != 'system'
                        GROUP BY d.id, d.task_name, d.next_fire_time
                        HAVING TIMESTAMPDIFF(SECOND, MIN(i.fire_time), d.next_fire_time)
                               != COUNT(*) + COALESCE(MAX(g.fires), 0)
                        """).query(String.class).list();
    }

    private static long count(String query) {
        return sql.sql(query).query(Long.class).optional().orElse(0L);
    }

    /** MySQL's clock, for waiting a stretch of time that the servers live through too. */
    private record Instants(long millis) {

        static Instants now(JdbcClient sql) {
            return new Instants(sql.sql("SELECT CAST(UNIX_TIMESTAMP(UTC_TIMESTAMP(3)) * 1000 AS SIGNED)")
                    .query(Long.class)
                    .single());
        }

        boolean isAfterSeconds(Instants start, int seconds) {
            return millis - start.millis >= seconds * 1000L;
        }
    }
}
