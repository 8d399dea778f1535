package io.taskservice.database;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.CursorMove;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.gate.Gate;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.InstanceCounts;
import io.taskservice.instance.InstanceFilter;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.InstanceWatch;
import io.taskservice.instance.NewInstance;
import io.taskservice.log.LogCursor;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogPartitions;
import io.taskservice.queue.Lane;
import io.taskservice.testkit.Explain;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine's statements use the index that their comments name, on whichever database the tests run: without it a claim
 * locks the whole queue, and a batch of outcomes reads the whole table.
 */
class ExplainIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final int DEFINITIONS = 2000;
    private static final int INSTANCES = 6000;
    private static final NodeId NODE = new NodeId("node-1");
    private static final String DEFINITION = "io.taskservice.definition.TaskDefinitionMapper.";
    private static final String INSTANCE = "io.taskservice.instance.TaskInstanceMapper.";
    private static final String CLAIM = "io.taskservice.instance.ClaimMapper.";
    private static final String LANE = "io.taskservice.queue.LaneMapper.";
    private static final String GATE = "io.taskservice.gate.GateMapper.";
    private static final String UPKEEP = "io.taskservice.instance.InstanceUpkeepMapper.";
    private static final String LIST = "io.taskservice.instance.InstanceListMapper.";
    private static final String DEFINITIONS_TABLE = "task_definitions";
    private static final String INSTANCES_TABLE = "task_instances";
    private static final Lane LANE_1 = new Lane(new TenantId("t1"), "q1", 100, 0, 0);
    private static final Lane LANE_2 = new Lane(new TenantId("t2"), "q1", 100, 0, 0);

    private static final Instant NOW = STORES.now();
    private static TaskDefinition someDefinition = aDefinition().build();

    /** Most of what there is has ended, as in real life; the rest waits or runs. */
    @BeforeAll
    static void fill() {
        STORES.firings();
        STORES.upkeep();
        STORES.claims();
        STORES.logs();
        STORES.nodes();
        List<TaskDefinition> definitions = new ArrayList<>();
        STORES.database().inTransaction(() -> {
            for (int i = 0; i < DEFINITIONS; i++) {
                definitions.add(aDefinition()
                        .dueAt(NOW.plusSeconds(i - 100))
                        .tenant(new TenantId("t" + i % 20))
                        .insertInto(STORES));
            }
            return null;
        });
        someDefinition = definitions.get(7);
        List<NewInstance> instances = IntStream.range(0, INSTANCES)
                .mapToObj(i -> anInstance()
                        .of(definitions.get(i % DEFINITIONS))
                        .fireTime(NOW.minusSeconds(i))
                        .handler(i % 3 == 0 ? "echo" : "other")
                        .queue("q" + i % 4)
                        .priority(1 + i % 10)
                        .toNewInstance())
                .toList();
        for (int i = 0; i < INSTANCES; i += 1000) {
            STORES.instances().insert(instances.subList(i, i + 1000));
        }
        STORES.execute(
                "UPDATE task_instances SET status = 'SUCCESS', end_time = created_at" + " WHERE CRC32(id) % 10 < 6");
        STORES.execute("UPDATE task_instances SET status = 'SCHEDULED' WHERE CRC32(id) % 10 = 6");
        STORES.execute("UPDATE task_instances SET status = 'RUNNING', attempt = 1,"
                + " execution_node = CONCAT('node-', CRC32(id) % 30) WHERE CRC32(id) % 10 = 7");
        STORES.rows("ANALYZE TABLE task_definitions, task_instances, task_logs, nodes, fire_gaps");
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aClaimReadsItsIndexInOrder() {
        Explain plan = explain(
                CLAIM + "lockClaimable",
                Map.of("shares", List.of(share(LANE_1), share(LANE_2)), "handlers", List.of("echo", "other")));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_claim");
        assertThat(plan.typeOf(INSTANCES_TABLE)).as(plan.toString()).isIn("ref", "range");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    private static Map<String, Object> share(Lane lane) {
        return Map.of("lane", lane, "slots", 50);
    }

    /** One look for each lane, not one for each instance that waits in it. */
    @Test
    void lanesAreFoundWithoutReadingWhatWaitsInThem() {
        Explain plan = explain(LANE + "ready", Map.of("queues", List.of("q1", "q2")));

        assertThat(plan.keyOf("i")).as(plan.toString()).isEqualTo("idx_claim");
        assertThat(plan.typeOf("i")).as(plan.toString()).isEqualTo("ref");
    }

    @Test
    void whatRunsInALaneIsCountedWithoutReadingIt() {
        Explain lane = explain(LANE + "countRunning", Map.of("tenantId", LANE_1.tenantId(), "queue", "q1"));
        Explain tenant = explain(LANE + "countRunningOf", Map.of("tenantId", LANE_1.tenantId()));

        assertThat(lane.keyOf(INSTANCES_TABLE)).as(lane.toString()).isEqualTo("idx_claim");
        assertThat(tenant.keyOf(INSTANCES_TABLE)).as(tenant.toString()).isEqualTo("idx_claim");
        assertThat(lane.toString()).contains("Using index");
        assertThat(tenant.toString()).contains("Using index");
    }

    @Test
    void theLineOfAGateIsReadInTheOrderOfItsIndex() {
        Explain line = explain(GATE + "firstInLine", Map.of("g", new Gate(LANE_1.tenantId(), "k:a", 5), "limit", 500));

        assertThat(line.keyOf("concurrency_slots")).as(line.toString()).isEqualTo("idx_gate");
        assertThat(line.sorts()).as(line.toString()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 16})
    void theDueScanReadsItsIndexInOrderWhateverPartitionsItOwns(int owned) {
        Explain plan = explain(
                DEFINITION + "lockDue",
                Map.of(
                        "now",
                        NOW,
                        "anyonesBefore",
                        NOW.minusSeconds(1),
                        "partitions",
                        IntStream.range(0, owned).boxed().toList(),
                        "aside",
                        List.of(someDefinition.id()),
                        "limit",
                        100));

        assertThat(plan.keyOf(DEFINITIONS_TABLE)).as(plan.toString()).isEqualTo("idx_due");
        assertThat(plan.typeOf(DEFINITIONS_TABLE)).as(plan.toString()).isEqualTo("range");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void theLookAheadReadsNothingButItsIndex() {
        Explain plan = explain(
                DEFINITION + "upcoming",
                Map.of("after", NOW, "upTo", NOW.plusSeconds(10), "partitions", List.of(1, 2, 3), "limit", 10_001));

        assertThat(plan.keyOf(DEFINITIONS_TABLE)).as(plan.toString()).isEqualTo("idx_due");
        assertThat(plan.isCovered(DEFINITIONS_TABLE)).as(plan.toString()).isTrue();
        assertThat(plan.typeOf(DEFINITIONS_TABLE)).as(plan.toString()).isEqualTo("range");
    }

    @Test
    void cursorsAreMovedByPrimaryKey() {
        Explain plan = explain(
                DEFINITION + "moveCursors",
                Map.of(
                        "moves",
                        IntStream.range(0, 100)
                                .mapToObj(i -> new CursorMove(DefinitionId.next(), NOW, 0, NOW.plusSeconds(1)))
                                .toList()));

        assertThat(plan.keyOf(DEFINITIONS_TABLE)).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.typeOf(DEFINITIONS_TABLE)).as(plan.toString()).isEqualTo("range");
    }

    @Test
    void whatFollowsAnEndFindsDefinitionsByPrimaryKey() {
        Explain plan = explain(DEFINITION + "lockFollowing", Map.of("instances", ids(100)));

        assertThat(plan.scans(DEFINITIONS_TABLE)).as(plan.toString()).isFalse();
        assertThat(plan.scans(INSTANCES_TABLE)).as(plan.toString()).isFalse();
        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50, 500})
    void aBatchOfOutcomesFindsItsInstancesByPrimaryKey(int size) {
        Explain plan = explain(INSTANCE + "completeRows", Map.of("rows", attempts(size)));

        assertThat(plan.keyOf("i")).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.typeOf("i")).as(plan.toString()).isIn("eq_ref", "const");
    }

    @Test
    void attemptsThatEndAreLockedByPrimaryKey() {
        Explain plan = explain(INSTANCE + "lockRunning", Map.of("ids", ids(50)));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @Test
    void aBatchOfProgressFindsItsInstancesByPrimaryKey() {
        Explain plan = explain(INSTANCE + "reportRows", Map.of("rows", attempts(50)));

        assertThat(plan.keyOf("i")).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.typeOf("i")).as(plan.toString()).isIn("eq_ref", "const");
    }

    @Test
    void startingAttemptsGoesByPrimaryKey() {
        Explain plan = explain(CLAIM + "startAttempts", Map.of("node", NODE, "now", NOW, "ids", ids(50)));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAIM + "heldBy", CLAIM + "cancelRequestsTo", UPKEEP + "countHeldBy"})
    void whatANodeHoldsIsFoundAmongWhatRuns(String statement) {
        Explain plan = explain(statement, Map.of("node", NODE));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_claim");
        assertThat(plan.typeOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("ref");
    }

    @Test
    void aRescueLooksAmongWhatRuns() {
        Explain plan = explain(UPKEEP + "lockHeldBy", Map.of("node", NODE, "limit", 500));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_claim");
        assertThat(plan.typeOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("ref");
    }

    @Test
    void whatIsHeldByNobodyIsFoundAmongWhatRuns() {
        Explain plan = explain(UPKEEP + "goneHolders", Map.of());

        assertThat(plan.keyOf("i")).as(plan.toString()).isEqualTo("idx_claim");
        assertThat(plan.typeOf("i")).as(plan.toString()).isEqualTo("ref");
        assertThat(plan.keyOf("n")).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @Test
    void promotionReadsItsIndexInOrder() {
        Explain plan = explain(UPKEEP + "lockPromotable", Map.of("now", NOW, "limit", 500));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_promote");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void theNextInTurnIsReadInTheOrderOfItsIndex() {
        Explain plan = explain(UPKEEP + "lockNextInTurn", ofDefinition());

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_definition");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {UPKEEP + "countUnderWay", INSTANCE + "lockWaitingOf", INSTANCE + "replaceRunning"})
    void theActiveInstancesOfADefinitionAreFoundByItsIndex(String statement) {
        Explain plan = explain(statement, ofDefinition());

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_definition");
        assertThat(plan.typeOf(INSTANCES_TABLE)).as(plan.toString()).isIn("ref", "range");
    }

    @Test
    void activeInstancesAreCountedWithoutReadingThem() {
        Explain plan = explain(UPKEEP + "countActive", Map.of("ids", List.of(someDefinition.id())));

        assertThat(plan.keyOf("i")).as(plan.toString()).isEqualTo("idx_definition");
        assertThat(plan.keyOf("d")).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @Test
    void firedTimesAreFoundByTheKeyThatMakesThemUnique() {
        List<Instant> times = IntStream.range(0, 20).mapToObj(NOW::minusSeconds).toList();

        Explain plan = explain(UPKEEP + "findFired", Map.of("definitionId", someDefinition.id(), "fireTimes", times));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("uk_fire");
        assertThat(plan.isCovered(INSTANCES_TABLE)).as(plan.toString()).isTrue();
    }

    @Test
    void retentionReadsThePrimaryKeyFromItsOldEnd() {
        Explain plan = explain(
                UPKEEP + "findOld", Map.of("olderThan", InstanceId.lowestAt(NOW.minusSeconds(1)), "limit", 1000));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void aListOfATenantReadsEachStatusInOrder() {
        Explain plan = list(null, null, EnumSet.complementOf(EnumSet.of(InstanceStatus.RUNNING)));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_tenant");
        assertThat(plan.scans(INSTANCES_TABLE)).as(plan.toString()).isFalse();
    }

    /** By idx_tenant it would read all that waits until it had found a page. */
    @Test
    void aListOfWhatRunsReadsNothingElse() {
        Explain plan = list(null, null, Set.of(InstanceStatus.RUNNING));

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_claim");
        assertThat(plan.scans(INSTANCES_TABLE)).as(plan.toString()).isFalse();
    }

    @Test
    void aListOfADefinitionReadsItsIndex() {
        Explain plan = list(someDefinition, null);

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_definition");
        assertThat(plan.scans(INSTANCES_TABLE)).as(plan.toString()).isFalse();
    }

    @Test
    void aListByBizKeyReadsItsIndex() {
        Explain plan = list(null, "order-7");

        assertThat(plan.keyOf(INSTANCES_TABLE)).as(plan.toString()).isEqualTo("idx_biz_key");
        assertThat(plan.scans(INSTANCES_TABLE)).as(plan.toString()).isFalse();
    }

    @Test
    void countsOfATenantAndOfQueuesReadTheirIndexOnly() {
        Explain active = explain(LIST + "countActive", Map.of("tenantId", new TenantId("t1")));
        Explain queues = explain(LIST + "queueSizes", Map.of());

        assertThat(active.keyOf(INSTANCES_TABLE)).as(active.toString()).isEqualTo("idx_claim");
        assertThat(active.isCovered(INSTANCES_TABLE)).as(active.toString()).isTrue();
        assertThat(queues.keyOf(INSTANCES_TABLE)).as(queues.toString()).isEqualTo("idx_claim");
        assertThat(queues.isCovered(INSTANCES_TABLE)).as(queues.toString()).isTrue();
    }

    @Test
    void aLogIsReadInTheOrderOfItsPrimaryKey() {
        new LogPartitions(STORES.database()).addAhead();
        Explain plan = explain(
                "io.taskservice.log.TaskLogMapper.read",
                Map.of(
                        "tenantId",
                        new TenantId("t1"),
                        "instanceId",
                        InstanceId.next(),
                        "notBefore",
                        NOW,
                        "levels",
                        EnumSet.allOf(LogLevel.class),
                        "after",
                        LogCursor.START,
                        "limit",
                        100));

        assertThat(plan.keyOf("task_logs")).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @Test
    void aCountOfHistoryReadsItsIndexOnlyAndAnAverageInOrder() {
        new InstanceCounts(STORES.database());
        Map<String, Object> parameters = Map.of(
                "tenantId",
                new TenantId("t1"),
                "status",
                InstanceStatus.SUCCESS,
                "from",
                InstanceId.lowestAt(NOW.minusSeconds(60)),
                "limit",
                1000);
        Explain count = explain("io.taskservice.instance.InstanceCountMapper.count", parameters);
        Explain average = explain("io.taskservice.instance.InstanceCountMapper.averageMillis", parameters);

        assertThat(count.keyOf(INSTANCES_TABLE)).as(count.toString()).isEqualTo("idx_tenant");
        assertThat(count.isCovered(INSTANCES_TABLE)).as(count.toString()).isTrue();
        assertThat(average.keyOf(INSTANCES_TABLE)).as(average.toString()).isEqualTo("idx_tenant");
        assertThat(average.sorts()).as(average.toString()).isFalse();
    }

    @Test
    void monitoringReadsWhatRunsAndWhatWaitsAndNotWhatHasEnded() {
        new InstanceWatch(STORES.database());
        Explain stale = explain(
                "io.taskservice.instance.InstanceWatchMapper.stale",
                Map.of("grace", Duration.ofMinutes(1), "silence", Duration.ofMinutes(5), "limit", 1000));
        Explain waiting = explain(
                "io.taskservice.instance.InstanceWatchMapper.waiting",
                Map.of("age", Duration.ofMinutes(1), "limit", 1000));

        assertThat(stale.keyOf(INSTANCES_TABLE)).as(stale.toString()).isEqualTo("idx_claim");
        assertThat(waiting.keyOf(INSTANCES_TABLE)).as(waiting.toString()).isEqualTo("idx_claim");
        assertThat(stale.scans(INSTANCES_TABLE) || waiting.scans(INSTANCES_TABLE))
                .isFalse();
    }

    private static Explain list(@Nullable TaskDefinition definition, @Nullable String bizKey) {
        return list(definition, bizKey, Set.of(InstanceStatus.values()));
    }

    private static Explain list(
            @Nullable TaskDefinition definition, @Nullable String bizKey, Set<InstanceStatus> statuses) {
        InstanceFilter filter = new InstanceFilter(
                statuses, definition == null ? null : definition.id(), null, bizKey, null, null, null, Map.of(), null);
        return explain(LIST + "list", Map.of("tenantId", someDefinition.tenantId(), "filter", filter, "limit", 50));
    }

    private static Map<String, Object> ofDefinition() {
        return Map.of("tenantId", someDefinition.tenantId(), "definitionId", someDefinition.id());
    }

    private static List<InstanceId> ids(int count) {
        return STORES.rows("SELECT id FROM task_instances LIMIT " + count).stream()
                .map(row -> new InstanceId(String.valueOf(row.get("id"))))
                .toList();
    }

    /** Running attempts, as statements read a batch of what became of them. */
    private static String attempts(int count) {
        List<Claim> claims =
                STORES.rows("SELECT id FROM task_instances WHERE status = 'RUNNING' LIMIT " + count).stream()
                        .map(row -> STORES.claimOf(new InstanceId(String.valueOf(row.get("id")))))
                        .toList();
        return JsonRow.write(
                claims,
                (row, claim) -> row.put("id", claim.id().value())
                        .put("node", claim.node().value())
                        .put("attempt", claim.attempt())
                        .put("status", "SUCCESS"));
    }

    private static Explain explain(String statement, Map<String, ?> parameters) {
        return Explain.of(STORES, statement, new HashMap<>(parameters));
    }
}
