package io.taskservice.delivery;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.live.LiveRepository;
import io.taskservice.testkit.Explain;
import io.taskservice.testkit.TestStores;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The statements of events and live streams use the index that their comments name. */
class DeliveryExplainIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final String DELIVERY = "io.taskservice.delivery.DeliveryMapper.";
    private static final String LIVE = "io.taskservice.live.LiveMapper.";
    private static final String TABLE = "webhook_deliveries";
    private static final int DELIVERIES = 4000;
    private static final int ENDPOINTS = 20;
    private static final WebhookId WEBHOOK = WebhookId.next();

    @BeforeAll
    static void fill() {
        STORES.cluster();
        new LiveRepository(STORES.database());
        DeliveryRepository deliveries = STORES.deliveries();
        STORES.outbox();
        deliveries.insert(IntStream.range(0, DELIVERIES)
                .mapToObj(i -> new NewDelivery(
                        DeliveryId.next(),
                        new TenantId("t" + i % 4),
                        EventId.next(),
                        WEBHOOK,
                        "https://hooks.example/in",
                        "e" + i % ENDPOINTS))
                .toList());
        STORES.execute("INSERT INTO outbox_events (id, tenant_id, seq, type, payload, created_at)"
                + " SELECT event_id, tenant_id, 1, 'webhook.test', '{}', created_at FROM webhook_deliveries");
        STORES.execute("UPDATE webhook_deliveries SET state = 'DELIVERED', next_try_at = NULL WHERE CRC32(id) % 2 = 0");
        STORES.instances()
                .insert(IntStream.range(0, 1000)
                        .mapToObj(i -> anInstance().toNewInstance())
                        .toList());
        STORES.execute("UPDATE task_instances SET status = 'SUCCESS' WHERE CRC32(id) % 10 < 8");
        STORES.rows("ANALYZE TABLE webhook_deliveries, outbox_events, webhooks, task_instances");
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void theEndpointsWithSomethingDueAreFoundWithoutReadingAllThatWaits() {
        Explain plan = explain(DELIVERY + "dueEndpoints", Map.of("limit", 1000));

        assertThat(plan.keyOf(TABLE)).as(plan.toString()).isEqualTo("idx_endpoint");
        assertThat(plan.toString()).contains("Using index for group-by");
        assertThat(STORES.deliveries().dueEndpoints(1000)).hasSize(ENDPOINTS);
    }

    @Test
    void aClaimReadsItsIndexInOrder() {
        Explain plan =
                explain(DELIVERY + "lockDue", Map.of("tenantId", new TenantId("t1"), "endpoint", "e1", "limit", 8));

        assertThat(plan.keyOf(TABLE)).as(plan.toString()).isEqualTo("idx_endpoint");
        assertThat(plan.typeOf(TABLE)).as(plan.toString()).isEqualTo("range");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void aListOfAWebhookReadsItsIndexInOrder() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenantId", new TenantId("t1"));
        parameters.put("webhookId", WEBHOOK);
        parameters.put("before", DeliveryId.next());
        parameters.put("limit", 50);
        Explain plan = explain(DELIVERY + "ofWebhook", parameters);

        assertThat(plan.keyOf("d")).as(plan.toString()).isEqualTo("idx_webhook");
        assertThat(plan.keyOf("e")).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
    }

    @Test
    void whatWaitsIsCountedInTheIndex() {
        Explain plan = explain(DELIVERY + "countPending", Map.of());

        assertThat(plan.keyOf(TABLE)).as(plan.toString()).isEqualTo("idx_due");
        assertThat(plan.isCovered(TABLE)).as(plan.toString()).isTrue();
    }

    @Test
    void whoWantsToKnowIsAskedByTheEndedInstancesOnly() {
        List<InstanceId> ids = STORES.rows("SELECT id FROM task_instances LIMIT 50").stream()
                .map(row -> new InstanceId(String.valueOf(row.get("id"))))
                .toList();
        Explain plan =
                explain("io.taskservice.event.OutboxMapper.findWanted", Map.of("ids", ids, "mostResult", 1, "seq", 1));

        assertThat(plan.keyOf("i")).as(plan.toString()).isEqualTo("PRIMARY");
        assertThat(plan.scans("i")).as(plan.toString()).isFalse();
        assertThat(plan.scans("e")).as(plan.toString()).isFalse();
    }

    @Test
    void aLookForNewsReadsTheNewestOfEachStatusInOrder() {
        Explain plan = newest(EnumSet.complementOf(EnumSet.of(InstanceStatus.RUNNING)));
        Explain running = newest(EnumSet.of(InstanceStatus.RUNNING));

        assertThat(plan.keyOf("task_instances")).as(plan.toString()).isEqualTo("idx_tenant");
        assertThat(plan.scans("task_instances")).as(plan.toString()).isFalse();
        assertThat(plan.sorts()).as(plan.toString()).isFalse();
        assertThat(running.keyOf("task_instances")).as(running.toString()).isEqualTo("idx_claim");
    }

    private static Explain newest(Set<InstanceStatus> statuses) {
        return explain(
                LIVE + "newest",
                Map.of(
                        "tenantId",
                        TenantId.DEFAULT,
                        "statuses",
                        statuses,
                        "endedSince",
                        InstanceId.next(),
                        "limit",
                        200));
    }

    private static Explain explain(String statement, Map<String, ?> parameters) {
        return Explain.of(STORES, statement, new HashMap<>(parameters));
    }
}
