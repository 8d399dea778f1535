package io.taskservice.executor.housekeeping;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.audit.AuditChain;
import io.taskservice.cluster.ClusterNumber;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.InstanceWatch;
import io.taskservice.log.LogPartitions;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import io.taskservice.redis.LockSettings;
import io.taskservice.redis.RedisLink;
import io.taskservice.redis.RedisSettings;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.testkit.TestContext;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HousekeepingIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final RetentionSettings SETTINGS = new RetentionSettings(3, 10, 7, 40, 30);
    private static final NodeId NODE = new NodeId("n1");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'p'yyyyMMdd");

    private final TestContext context = TestContext.of("").tenant("system");

    @BeforeEach
    void anExecutorAndAScheduler() {
        STORES.empty();
        STORES.execute("DELETE FROM idempotency_keys");
        join(NODE, Role.EXECUTOR, Set.of("echo"), Set.of("default"));
        join(new NodeId("s1"), Role.SCHEDULER, Set.of(), Set.of());
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void noneWorksForATenant() throws Exception {
        for (TaskHandler handler : List.of(monitor(), health(InstantSource.system()), resources(), retention())) {
            TaskResult result = handler.execute(TestContext.of("").tenant("acme"));
            assertThat(result.successful()).isFalse();
            assertThat(result.errorCode()).isEqualTo("FORBIDDEN_HANDLER");
            assertThat(result.value()).isNull();
        }
    }

    @Test
    void monitoringFindsWhatRanPastItsTimeoutAndWhatNobodyWouldClaim() throws Exception {
        Duration timeout = Duration.ofSeconds(30);
        InstanceId stuck = running(anInstance().timeout(timeout).runningOn(NODE).insertInto(STORES), 100);
        running(anInstance().timeout(timeout).runningOn(NODE).insertInto(STORES), 80);
        running(anInstance().runningOn(NODE).insertInto(STORES), 100_000);
        InstanceId silent = running(anInstance().runningOn(NODE).insertInto(STORES), 100_000);
        InstanceId talking = running(anInstance().runningOn(NODE).insertInto(STORES), 100_000);
        progressed(silent, 301);
        progressed(talking, 290);
        InstanceId lonely = anInstance().handler("nobody-has-it").insertInto(STORES);
        anInstance().handler("nobody-has-it").insertInto(STORES);
        anInstance().handler("nobody-has-it").runAt(STORES.now()).insertInto(STORES);
        anInstance().handler("echo").queue("nobody-asks").insertInto(STORES);
        anInstance().handler("echo").insertInto(STORES);

        TaskResult result = monitor().execute(context);

        assertThat(result.value()).isEqualTo(Map.of("staleExecutions", 2, "unclaimableInstances", 3L));
        assertThat(context.logged())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("WARN Instance " + stuck + " of tenant default (handler echo)")
                        && line.endsWith(": longer than its timeout"))
                .anyMatch(line -> line.startsWith("WARN Instance " + silent)
                        && line.contains(": its progress has not moved since "))
                .anyMatch(
                        line -> line.startsWith("WARN 2 due instances wait in queue default for handler nobody-has-it")
                                && line.endsWith("the oldest is " + lonely))
                .anyMatch(line -> line.startsWith("WARN 1 due instances wait in queue nobody-asks for handler echo"));
        assertThat(STORES.numbers().all())
                .containsEntry(ClusterNumber.STALE_EXECUTIONS, 2L)
                .containsEntry(ClusterNumber.UNCLAIMABLE_INSTANCES, 3L);
        assertThat(STORES.statusOf(stuck)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(STORES.statusOf(lonely)).isEqualTo(InstanceStatus.PENDING);
    }

    @Test
    void monitoringTellsOfTwentyAndCountsAll() throws Exception {
        STORES.instances()
                .insert(IntStream.range(0, 50)
                        .mapToObj(
                                i -> anInstance().timeout(Duration.ofSeconds(1)).toNewInstance())
                        .toList());
        STORES.execute("UPDATE task_instances SET status = 'RUNNING', attempt = 1, execution_node = 'n1',"
                + " start_time = TIMESTAMPADD(MINUTE, -5, UTC_TIMESTAMP(3))");

        TaskResult result = monitor().execute(context);

        assertThat(result.value()).isEqualTo(Map.of("staleExecutions", 50, "unclaimableInstances", 0L));
        assertThat(context.logged()).hasSize(20);
    }

    @Test
    void whatMonitoringFoundIsForgottenWhenNobodyLooksAgain() throws Exception {
        anInstance().handler("nobody-has-it").insertInto(STORES);
        monitor().execute(context);

        STORES.execute("UPDATE cluster_numbers SET valid_until = UTC_TIMESTAMP(3)");

        assertThat(STORES.numbers().all()).isEmpty();
    }

    @Test
    void healthTellsWhatThereIs() throws Exception {
        TaskResult result = health(InstantSource.system()).execute(context);

        assertThat(result.successful()).as(result.errorMessage()).isTrue();
        assertThat(result.value())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("database", "UP")
                .containsEntry("redis", "NOT_CONFIGURED")
                .containsEntry("scheduler", 1L)
                .containsEntry("executor", 1L)
                .containsEntry("api", 0L);
        assertThat(context.logged()).isEmpty();
    }

    @Test
    void withoutASchedulerOrWithAWrongClockItIsUnhealthy() throws Exception {
        STORES.execute("DELETE FROM nodes WHERE id = 's1'");
        InstantSource slow = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(-40));

        TaskResult result = health(slow).execute(context);

        assertThat(result.successful()).isFalse();
        assertThat(result.errorCode()).isEqualTo("UNHEALTHY");
        assertThat(result.errorMessage()).contains("no scheduler is alive", "differs from MySQL's by -");
        assertThat(context.logged()).hasSize(2).allMatch(line -> line.startsWith("WARN Unhealthy: "));
        assertThat(health(InstantSource.offset(InstantSource.system(), Duration.ofSeconds(20)))
                        .execute(TestContext.of("").tenant("system"))
                        .errorMessage())
                .isEqualTo("no scheduler is alive");
    }

    @Test
    void resourcesThatHaveHadTheirTimeGo() throws Exception {
        STORES.execute("INSERT INTO idempotency_keys (tenant_id, idempotency_key, request_hash, created_at) VALUES"
                + " ('t', 'old', 'h', TIMESTAMPADD(HOUR, -25, UTC_TIMESTAMP(3))),"
                + " ('t', 'new', 'h', TIMESTAMPADD(HOUR, -23, UTC_TIMESTAMP(3)))");
        join(new NodeId("gone"), Role.EXECUTOR, Set.of(), Set.of());
        STORES.execute("UPDATE nodes SET state = 'GONE', lease_until = TIMESTAMPADD(DAY, -8, UTC_TIMESTAMP(3))"
                + " WHERE id = 'gone'");
        STORES.stats().add(NODE, new ExecutionCounts(1, 0, 1));
        STORES.execute("INSERT INTO execution_stats (minute, node_id, successes, failures, duration_ms)"
                + " VALUES (TIMESTAMPADD(DAY, -11, UTC_TIMESTAMP()), 'n1', 1, 1, 1)");
        STORES.execute("INSERT INTO tenant_usage"
                + " SELECT 't', DATE(TIMESTAMPADD(DAY, -days, UTC_TIMESTAMP())), 1, 0, 0, 0, 0, 0, 0, 0, 0"
                + " FROM (SELECT 41 AS days UNION ALL SELECT 39) old");

        TaskResult result = resources().execute(context);

        assertThat(result.value()).isEqualTo(Map.of("idempotencyKeys", 1L, "nodes", 1, "statistics", 1, "usage", 1));
        assertThat(STORES.number("SELECT COUNT(*) FROM idempotency_keys WHERE idempotency_key = 'new'"))
                .isEqualTo(1);
        assertThat(STORES.number("SELECT COUNT(*) FROM execution_stats")).isEqualTo(1);
        assertThat(STORES.number("SELECT COUNT(*) FROM tenant_usage")).isEqualTo(1);
        assertThat(STORES.nodes().live()).hasSize(2);
    }

    @Test
    void retentionDeletesWhatHasEndedAndIsOldInAllTenants() throws Exception {
        Instant old = STORES.now().minus(Duration.ofDays(11));
        STORES.instances()
                .insert(IntStream.range(0, 2500)
                        .mapToObj(i -> anInstance()
                                .id(aged(old, i))
                                .tenant(new TenantId("t" + i % 3))
                                .toNewInstance())
                        .toList());
        STORES.execute("UPDATE task_instances SET status = 'SUCCESS'");
        InstanceId waiting = anInstance().id(aged(old, 9999)).insertInto(STORES);
        InstanceId recent = anInstance()
                .id(aged(old.plus(Duration.ofDays(2)), 1))
                .ended(InstanceStatus.FAILED, STORES.now())
                .insertInto(STORES);
        gap(aged(old, 1).value());
        gap(InstanceId.next().value());

        TaskResult result = retention().execute(context);

        assertThat(result.value())
                .isEqualTo(Map.of("logDays", 0, "instances", 2500L, "gaps", 1L, "events", 0L, "auditEntries", 0L));
        assertThat(STORES.rows("SELECT id FROM task_instances ORDER BY id"))
                .extracting(row -> row.get("id"))
                .containsExactly(waiting.value(), recent.value());
        assertThat(STORES.number("SELECT COUNT(*) FROM fire_gaps")).isEqualTo(1);
        assertThat(context.percent()).isEqualTo(90);
    }

    @Test
    void retentionDropsDaysOfLogsAndLeavesAddingThemToTheSchedulers() throws Exception {
        LocalDate today = LocalDate.ofInstant(STORES.now(), ZoneOffset.UTC);
        STORES.execute("ALTER TABLE task_logs REORGANIZE PARTITION p_future INTO ("
                + day(today.minusDays(5)) + day(today.minusDays(4)) + day(today.minusDays(3))
                + " PARTITION p_future VALUES LESS THAN (MAXVALUE))");

        TaskResult result = retention().execute(context);

        assertThat(result.value())
                .isEqualTo(Map.of("logDays", 2, "instances", 0L, "gaps", 0L, "events", 0L, "auditEntries", 0L));
        assertThat(STORES.number("SELECT COUNT(*) FROM information_schema.partitions"
                        + " WHERE table_schema = DATABASE() AND table_name = 'task_logs'"))
                .isEqualTo(2);
        assertThat(new LogPartitions(STORES.database()).addAhead()).isEqualTo(8);
    }

    private static String day(LocalDate day) {
        return " PARTITION " + NAME.format(day) + " VALUES LESS THAN ('" + day.plusDays(1) + "'),";
    }

    private static InstanceId aged(Instant instant, int number) {
        String lowest = InstanceId.lowestAt(instant).value();
        return new InstanceId(lowest.substring(0, 24) + "%012d".formatted(number));
    }

    private static void gap(String id) {
        STORES.execute(
                "INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)"
                        + " VALUES (?, 't', 'd', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 1, 'OVERLAP', UTC_TIMESTAMP(3))",
                id);
    }

    private static InstanceId running(InstanceId id, int seconds) {
        STORES.execute(
                "UPDATE task_instances SET start_time = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3)) WHERE id = ?",
                -seconds,
                id.value());
        return id;
    }

    private static void progressed(InstanceId id, int secondsAgo) {
        STORES.execute(
                "UPDATE task_instances SET progress_at = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3)) WHERE id = ?",
                -secondsAgo,
                id.value());
    }

    private static void join(NodeId id, Role role, Set<String> handlers, Set<String> queues) {
        STORES.nodes()
                .join(
                        id,
                        "boot",
                        new Node.Profile(Set.of(role), "a", "v", role == Role.EXECUTOR ? 8 : 0, handlers, queues),
                        Duration.ofMinutes(10));
    }

    private static TaskHandler monitor() {
        return new MonitorHandler(new InstanceWatch(STORES.database()), STORES.nodes(), STORES.numbers());
    }

    private static TaskHandler health(InstantSource clock) {
        LockSettings locks = new LockSettings("test:", Duration.ofSeconds(60));
        RedisLink none = new RedisLink(new RedisSettings("", 6379, "", Duration.ofSeconds(1)), locks);
        return new HealthHandler(STORES.database(), STORES.nodes(), none, clock);
    }

    private static TaskHandler resources() {
        return new ResourcesHandler(STORES.database(), STORES.nodes(), STORES.stats(), SETTINGS);
    }

    private static TaskHandler retention() {
        return new RetentionHandler(
                STORES.database(),
                STORES.upkeep(),
                STORES.firings(),
                STORES.deliveries(),
                new AuditChain(STORES.database()),
                SETTINGS);
    }
}
