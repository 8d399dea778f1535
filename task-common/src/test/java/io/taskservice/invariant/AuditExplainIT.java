package io.taskservice.invariant;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.delivery.Endpoint;
import io.taskservice.delivery.NewDelivery;
import io.taskservice.gate.GateAudit;
import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.queue.Lanes;
import io.taskservice.testkit.Explain;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The auditor reads what runs, what waits, or a stretch, and never the history: most of what there is here has ended. */
class AuditExplainIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final String LATE = "io.taskservice.invariant.LateMapper.";
    private static final String STRETCH = "io.taskservice.invariant.StretchMapper.";
    private static final String GATE = "io.taskservice.gate.GateAuditMapper.";
    private static final String INSTANCES = "task_instances";
    private static final int ALL = 12_000;
    private static final Endpoint ENDPOINT = new Endpoint(new TenantId("t1"), "e1");

    @BeforeAll
    static void fill() {
        STORES.firings();
        STORES.nodes();
        STORES.cluster();
        new GateAudit(STORES.database());
        new Lanes(STORES.database());
        STORES.database().mapper(LateMapper.class);
        STORES.database().mapper(StretchMapper.class);
        List<TaskDefinition> definitions = new ArrayList<>();
        STORES.database().inTransaction(() -> {
            for (int i = 0; i < 500; i++) {
                definitions.add(aDefinition()
                        .dueAt(STORES.now().plusSeconds(i - 100))
                        .overlap(OverlapPolicy.QUEUE)
                        .tenant(new TenantId("t" + i % 20))
                        .insertInto(STORES));
            }
            return null;
        });
        List<NewInstance> instances = IntStream.range(0, ALL)
                .mapToObj(i -> anInstance()
                        .of(definitions.get(i % definitions.size()))
                        .queue("q" + i % 4)
                        .toNewInstance())
                .toList();
        for (int i = 0; i < ALL; i += 1000) {
            STORES.instances().insert(instances.subList(i, i + 1000));
        }
        STORES.execute(
                "UPDATE task_instances SET status = 'SUCCESS', end_time = created_at WHERE CRC32(id) % 100 < 90");
        STORES.execute("UPDATE task_instances SET status = 'SCHEDULED' WHERE CRC32(id) % 100 IN (90, 91, 92)");
        STORES.execute("UPDATE task_instances SET run_at = '9999-01-01' WHERE CRC32(id) % 100 = 92");
        STORES.execute("UPDATE task_instances SET status = 'RUNNING', attempt = 1, execution_node = 'n'"
                + " WHERE CRC32(id) % 100 IN (93, 94)");
        STORES.execute("INSERT INTO instance_expiries SELECT created_at, id FROM task_instances LIMIT 3000");
        STORES.execute("""
                INSERT INTO dead_letters (task_instance_id, tenant_id, fingerprint, handler, queue, error_code, died_at)
                SELECT id, tenant_id, '0123456789abcdef', handler, queue, 'E', created_at FROM task_instances LIMIT 3000
                """);
        STORES.deliveries()
                .insert(IntStream.range(0, 4000)
                        .mapToObj(i -> new NewDelivery(
                                DeliveryId.next(),
                                new TenantId("t" + i % 4),
                                EventId.next(),
                                null,
                                "https://hooks.example/in",
                                "e" + i % 20))
                        .toList());
        STORES.execute("UPDATE webhook_deliveries SET state = 'DELIVERED', next_try_at = NULL WHERE CRC32(id) % 2 = 0");
        STORES.rows(
                "ANALYZE TABLE task_definitions, task_instances, instance_expiries, dead_letters, webhook_deliveries");
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @ParameterizedTest
    @CsvSource({
        "lostClaims, i, idx_claim",
        "cancelled, task_instances, idx_claim",
        "starts, task_instances, idx_promote"
    })
    void whatRunsOrIsScheduledIsReadByItsStatus(String statement, String table, String index) {
        Explain plan = explain(LATE + statement, Map.of("late", Duration.ofMinutes(2), "limit", 100));

        assertThat(plan.keyOf(table)).as(plan.toString()).isEqualTo(index);
        assertThat(plan.typeOf(table)).as(plan.toString()).isIn("ref", "range");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void whatIsDueFirstIsReadInTheOrderOfItsIndex() {
        Map<String, ?> parameters = Map.of("late", Duration.ofMinutes(2), "limit", 100);
        Explain fires = explain(LATE + "fires", parameters);
        Explain expiries = explain(LATE + "expiries", parameters);

        assertThat(fires.keyOf("task_definitions")).as(fires.toString()).isEqualTo("idx_due");
        assertThat(fires.typeOf("task_definitions")).as(fires.toString()).isEqualTo("range");
        assertThat(fires.sorts()).as(fires.toString()).isFalse();
        assertThat(expiries.keyOf("instance_expiries")).as(expiries.toString()).isEqualTo("PRIMARY");
        assertThat(expiries.typeOf("instance_expiries")).as(expiries.toString()).isEqualTo("range");
        assertThat(expiries.keyOf("i")).as(expiries.toString()).isEqualTo("PRIMARY");
        assertThat(expiries.sorts()).as(expiries.toString()).isFalse();
    }

    @Test
    void theHoldersOfSuspectsAreFoundByPrimaryKey() {
        Explain plan = explain(LATE + "lostHolders", Map.of("ids", ids()));

        assertThat(plan.keyOf("i")).as(plan.toString()).isEqualTo("PRIMARY");
    }

    @Test
    void lateDeliveriesAreFoundAStepForEachEndpoint() {
        Explain endpoints = explain(LATE + "lateEndpoints", Map.of("late", Duration.ofMinutes(2), "limit", 100));
        Explain head = explain(LATE + "head", Map.of("e", ENDPOINT));
        Explain timeless = explain(LATE + "timeless", Map.of("limit", 100));

        assertThat(endpoints.toString()).contains("Using index for group-by");
        assertThat(head.keyOf("webhook_deliveries")).as(head.toString()).isEqualTo("idx_endpoint");
        assertThat(head.sorts()).as(head.toString()).isFalse();
        assertThat(timeless.keyOf("webhook_deliveries")).as(timeless.toString()).isEqualTo("idx_due");
        assertThat(timeless.typeOf("webhook_deliveries"))
                .as(timeless.toString())
                .isEqualTo("ref");
    }

    @ParameterizedTest
    @CsvSource({"contradictions, task_instances", "strangers, i", "strayLetters, l"})
    void aStretchIsReadInTheOrderOfItsPrimaryKey(String statement, String table) {
        List<String> ids = ids();
        Explain plan = explain(STRETCH + statement, stretch(ids.get(0), ids.get(ids.size() - 1)));

        assertThat(plan.keyOf(table)).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.typeOf(table)).as(plan.toString()).isEqualTo("range");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void theEndOfAStretchIsFoundByCountingAlongThePrimaryKey() {
        Map<String, ?> parameters = Map.of("after", ids().get(0), "skip", 99);
        Explain instances = explain(STRETCH + "endOfInstances", parameters);
        Explain letters = explain(STRETCH + "endOfLetters", parameters);

        assertThat(instances.keyOf(INSTANCES)).as(instances.toString()).isEqualTo("PRIMARY");
        assertThat(letters.keyOf("dead_letters")).as(letters.toString()).isEqualTo("PRIMARY");
        assertThat(instances.sorts() || letters.sorts()).isFalse();
    }

    @Test
    void whoWaitsForItsTurnIsReadInOrderAndItsLikeByTheirDefinition() {
        Explain waiting = explain(STRETCH + "inTurn", Map.of("after", ids().get(0), "limit", 2000));
        Explain idle = explain(
                STRETCH + "withNobodyBefore",
                Map.of("ids", ids().stream().map(InstanceId::new).toList()));

        assertThat(waiting.keyOf(INSTANCES)).as(waiting.toString()).isEqualTo("idx_promote");
        assertThat(waiting.sorts()).as(waiting.toString()).isFalse();
        assertThat(idle.keyOf("w")).as(idle.toString()).isEqualTo("PRIMARY");
        assertThat(idle.keyOf("u")).as(idle.toString()).isEqualTo("idx_definition");
        assertThat(idle.scans("u")).as(idle.toString()).isFalse();
    }

    @Test
    void aStretchOfDefinitionsIsReadByPrimaryKey() {
        String some = STORES.texts("SELECT id FROM task_definitions ORDER BY id LIMIT 1")
                .get(0);
        Explain plan =
                explain("io.taskservice.definition.TaskDefinitionMapper.stretch", Map.of("after", some, "limit", 100));

        assertThat(plan.keyOf("task_definitions")).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void slotsAreComparedWithWhatRunsAndWhatIsParked() {
        Explain running = explain(GATE + "runningWithout", Map.of());
        Explain parked = explain(GATE + "parkedWithout", Map.of());
        Explain any = explain(GATE + "anyDueOf", Map.of("tenantId", new TenantId("t1"), "definitionId", "d"));
        Explain keyed = explain(GATE + "anyDueWith", Map.of("tenantId", new TenantId("t1"), "key", "k", "most", 100));
        Explain lanes = explain("io.taskservice.queue.LaneMapper.missing", Map.of());

        assertThat(running.keyOf("i")).as(running.toString()).isEqualTo("idx_claim");
        assertThat(parked.keyOf("i")).as(parked.toString()).isEqualTo("idx_promote");
        assertThat(any.keyOf(INSTANCES)).as(any.toString()).isEqualTo("idx_definition");
        assertThat(keyed.keyOf(INSTANCES)).as(keyed.toString()).isEqualTo("idx_claim");
        assertThat(lanes.keyOf(INSTANCES)).as(lanes.toString()).isEqualTo("idx_claim");
    }

    private static Map<String, Object> stretch(String after, @Nullable String end) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("after", after);
        parameters.put("end", end);
        parameters.put("limit", 100);
        return parameters;
    }

    private static List<String> ids() {
        return STORES.texts("SELECT id FROM task_instances ORDER BY id LIMIT 100");
    }

    private static Explain explain(String statement, Map<String, ?> parameters) {
        return Explain.of(STORES, statement, new HashMap<>(parameters));
    }
}
