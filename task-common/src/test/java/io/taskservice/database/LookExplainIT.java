package io.taskservice.database;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FiringHistory;
import io.taskservice.gate.Gate;
import io.taskservice.gate.GateLook;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceLine;
import io.taskservice.instance.NewInstance;
import io.taskservice.queue.LaneLook;
import io.taskservice.testkit.Explain;
import io.taskservice.testkit.TestStores;
import io.taskservice.work.Route;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The statements that tell why something waits, or did not fire, use the index that their comments name, and sort nothing. */
class LookExplainIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId TENANT = new TenantId("t1");
    private static final int ROWS = 6000;
    private static final String INSTANCES = "task_instances";
    private static final String LINE = "io.taskservice.instance.InstanceLineMapper.";
    private static final String GATE = "io.taskservice.gate.GateLookMapper.";
    private static final String HISTORY = "io.taskservice.firing.FiringHistoryMapper.";
    private static final Instant NOW = STORES.now();
    private static final Gate SOME_GATE = new Gate(TENANT, "k:7", 5);
    private static TaskDefinition definition = aDefinition().build();

    @BeforeAll
    static void fill() {
        new InstanceLine(STORES.database());
        new GateLook(STORES.database());
        new LaneLook(STORES.database());
        new FiringHistory(STORES.database());
        definition = aDefinition().tenant(TENANT).insertInto(STORES);
        List<NewInstance> instances = IntStream.range(0, ROWS)
                .mapToObj(i -> (i % 10 == 1 ? anInstance().of(definition) : anInstance())
                        .tenant(new TenantId("t" + i % 10))
                        .fireTime(NOW.minusSeconds(i))
                        .queue("q" + i % 4)
                        .priority(1 + i % 10)
                        .toNewInstance())
                .toList();
        for (int i = 0; i < ROWS; i += 1000) {
            STORES.instances().insert(instances.subList(i, i + 1000));
        }
        STORES.execute("UPDATE task_instances SET status = 'SUCCESS', execution_duration = 5 WHERE CRC32(id) % 10 < 5");
        STORES.execute("UPDATE task_instances SET status = 'SCHEDULED' WHERE CRC32(id) % 10 = 6");
        STORES.execute("INSERT INTO concurrency_slots (task_instance_id, tenant_id, gate, state, priority, slot_limit,"
                + " run_at) SELECT id, tenant_id, CONCAT('k:', CRC32(id) % 20), 'WAITS', priority, 5, run_at"
                + " FROM task_instances");
        STORES.execute("UPDATE concurrency_slots SET state = 'HOLDS' WHERE CRC32(task_instance_id) % 10 = 3");
        STORES.execute("INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason,"
                + " created_at) SELECT id, tenant_id, COALESCE(task_definition_id, 'none'), fire_time, fire_time, 1,"
                + " 'OVERLAP', created_at FROM task_instances");
        STORES.rows("ANALYZE TABLE task_instances, concurrency_slots, fire_gaps");
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aLineIsCountedFromTheIndexOfClaims() {
        Explain plan = explain(
                LINE + "countBefore",
                Map.of(
                        "tenantId",
                        TENANT,
                        "r",
                        new Route("echo", "q1", 5),
                        "runAt",
                        NOW,
                        "id",
                        InstanceId.next(),
                        "limit",
                        100));

        for (String part : List.of("urgent", "earlier", "alike")) {
            assertThat(plan.keyOf(part)).as(plan.toString()).isEqualTo("idx_claim");
            assertThat(plan.isCovered(part)).as(plan.toString()).isTrue();
        }
    }

    @Test
    void theLineOfAGateIsCountedFromItsIndex() {
        String someone = STORES.texts("SELECT task_instance_id FROM concurrency_slots"
                        + " WHERE tenant_id = 't1' AND gate = 'k:7' AND state = 'WAITS' LIMIT 1")
                .get(0);
        Explain plan = explain(
                GATE + "countBefore",
                Map.of("g", SOME_GATE, "p", Map.of("id", someone, "priority", 5, "runAt", NOW), "limit", 100));

        for (String part : List.of("urgent", "earlier", "alike")) {
            assertThat(plan.keyOf(part)).as(plan.toString()).isEqualTo("idx_gate");
            assertThat(plan.isCovered(part)).as(plan.toString()).isTrue();
        }
        Explain holders = explain(GATE + "holders", Map.of("g", SOME_GATE, "limit", 5));
        assertThat(holders.keyOf("concurrency_slots")).as(holders.toString()).isEqualTo("idx_gate");
        Explain place = explain(GATE + "place", Map.of("g", SOME_GATE, "id", new InstanceId(someone)));
        assertThat(place.keyOf("concurrency_slots")).as(place.toString()).isEqualTo("PRIMARY");
    }

    @Test
    void turnsAreReadByAge() {
        Explain before = explain(
                LINE + "countTurnsBefore",
                Map.of("tenantId", TENANT, "definitionId", definition.id(), "id", InstanceId.next(), "limit", 100));
        Explain underWay =
                explain(LINE + "underWay", Map.of("tenantId", TENANT, "definitionId", definition.id(), "limit", 5));

        assertThat(before.keyOf(INSTANCES)).as(before.toString()).isEqualTo("idx_definition");
        for (String part : List.of("running", "due", "waiting")) {
            assertThat(underWay.keyOf(part)).as(underWay.toString()).isEqualTo("idx_definition");
        }
        assertThat(underWay.sorts()).as(underWay.toString()).isFalse();
    }

    @Test
    void thePaceIsThatOfTheEndOfAnIndex() {
        Explain plan = explain(LINE + "pace", Map.of("tenantId", TENANT, "queue", "q1"));

        assertThat(plan.keyOf(INSTANCES)).as(plan.toString()).isEqualTo("idx_tenant");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void whatBoundsALaneIsFoundByPrimaryKey() {
        Explain plan = explain("io.taskservice.queue.LaneMapper.bounds", Map.of("tenantId", TENANT, "queue", "q1"));

        assertThat(plan.keyOf("queues")).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @Test
    void whatFiredIsReadInTheOrderOfFireTimes() {
        Explain fired = explain(HISTORY + "fired", stretch());
        Explain gaps = explain("io.taskservice.firing.FireGapMapper.beginningIn", stretch());
        Explain oldest = explain(HISTORY + "oldestSuccess", Map.of("tenantId", TENANT));

        assertThat(fired.keyOf(INSTANCES)).as(fired.toString()).isEqualTo("uk_fire");
        assertThat(fired.sorts()).as(fired.toString()).isFalse();
        assertThat(gaps.keyOf("fire_gaps")).as(gaps.toString()).isEqualTo("idx_definition");
        assertThat(gaps.sorts()).as(gaps.toString()).isFalse();
        assertThat(oldest.keyOf(INSTANCES)).as(oldest.toString()).isEqualTo("idx_tenant");
        assertThat(oldest.sorts()).as(oldest.toString()).isFalse();
    }

    private static Map<String, Object> stretch() {
        return Map.of(
                "tenantId",
                TENANT,
                "definitionId",
                definition.id(),
                "from",
                NOW.minusSeconds(3600),
                "to",
                NOW,
                "limit",
                201);
    }

    private static Explain explain(String statement, Map<String, Object> parameters) {
        return Explain.of(STORES, statement, new HashMap<>(parameters));
    }
}
