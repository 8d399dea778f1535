package io.taskservice.database;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.deadletter.DeadLetter;
import io.taskservice.deadletter.DeadLetterFilter;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.queue.QueueRepository;
import io.taskservice.testkit.Explain;
import io.taskservice.testkit.TestStores;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements that show queues, outlooks and dead letters use the index that their comments name. */
class QueueFaceExplainIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId TENANT = new TenantId("t1");
    private static final int ROWS = 5000;
    private static final String LIST = "io.taskservice.instance.InstanceListMapper.";
    private static final String LETTERS = "io.taskservice.deadletter.DeadLetterMapper.";

    @BeforeAll
    static void fill() {
        new QueueRepository(STORES.database());
        List<NewInstance> instances = IntStream.range(0, ROWS)
                .mapToObj(i -> anInstance()
                        .tenant(new TenantId("t" + i % 10))
                        .queue("q" + i % 4)
                        .toNewInstance())
                .toList();
        STORES.instances().insert(instances);
        STORES.execute("UPDATE task_instances SET status = 'SUCCESS', execution_duration = 5 WHERE CRC32(id) % 10 < 8");
        new DeadLetters(STORES.database())
                .add(IntStream.range(0, ROWS)
                        .mapToObj(QueueFaceExplainIT::letter)
                        .toList());
        STORES.rows("ANALYZE TABLE task_instances, dead_letters");
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void theLastSuccessesAreReadFromTheEndOfAnIndex() {
        Explain ofDefinition = explain(
                LIST + "durationsOfDefinition", Map.of("tenantId", TENANT, "definitionId", DefinitionId.next()));
        Explain ofHandler = explain(LIST + "durationsOfHandler", Map.of("tenantId", TENANT, "handler", "echo"));

        assertThat(ofDefinition.keyOf("task_instances"))
                .as(ofDefinition.toString())
                .isEqualTo("idx_definition");
        assertThat(ofDefinition.sorts()).as(ofDefinition.toString()).isFalse();
        assertThat(ofHandler.keyOf("task_instances")).as(ofHandler.toString()).isEqualTo("idx_tenant");
        assertThat(ofHandler.scans("task_instances")).as(ofHandler.toString()).isFalse();
    }

    @Test
    void whatIsInAQueueIsCountedWithoutReadingIt() {
        Explain plan = explain("io.taskservice.queue.QueueMapper.load", Map.of("tenantId", TENANT, "name", "q1"));

        assertThat(plan.keyOf("task_instances")).as(plan.toString()).isEqualTo("idx_claim");
        assertThat(plan.isCovered("task_instances")).as(plan.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "lockOldest"})
    void deadLettersAreReadInTheOrderOfAnIndex(String statement) {
        DeadLetterFilter kind = new DeadLetterFilter("0000000000000001", null, null, null, null, null, null);
        Explain all =
                explain(LETTERS + statement, Map.of("tenantId", TENANT, "filter", DeadLetterFilter.ALL, "limit", 100));
        Explain ofKind = explain(LETTERS + statement, Map.of("tenantId", TENANT, "filter", kind, "limit", 100));

        assertThat(all.keyOf("dead_letters")).as(all.toString()).isEqualTo("idx_tenant");
        assertThat(all.sorts()).as(all.toString()).isFalse();
        assertThat(ofKind.keyOf("dead_letters")).as(ofKind.toString()).isEqualTo("idx_fingerprint");
        assertThat(ofKind.sorts()).as(ofKind.toString()).isFalse();
    }

    @Test
    void theseDeadLettersAreFoundByPrimaryKey() {
        List<InstanceId> ids =
                IntStream.range(0, 100).mapToObj(i -> InstanceId.next()).toList();

        Explain plan = explain(LETTERS + "lockThese", Map.of("tenantId", TENANT, "ids", ids));

        assertThat(plan.keyOf("dead_letters")).as(plan.toString()).isIn("PRIMARY", "idx_tenant");
        assertThat(plan.scans("dead_letters")).as(plan.toString()).isFalse();
    }

    private static DeadLetter letter(int i) {
        return new DeadLetter(
                InstanceId.next(),
                new TenantId("t" + i % 10),
                "%016d".formatted(i / 10 % 50),
                "echo",
                "q1",
                "E1",
                null,
                Instant.parse("2026-01-31T08:00:00Z"));
    }

    private static Explain explain(String statement, Map<String, Object> parameters) {
        return Explain.of(STORES, statement, new HashMap<>(parameters));
    }
}
