package io.taskservice.event;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import io.taskservice.instance.Held;
import io.taskservice.testkit.TestStores;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import io.taskservice.webhook.WebhookStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every way an instance can end leaves its event, and only where somebody wants it. */
class OutboxIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId NODE = new NodeId("node-1");
    private static final TenantId OTHER = new TenantId("other");
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @BeforeEach
    void empty() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void withoutAnybodyWhoWantsToKnowNothingIsWritten() {
        InstanceId id = anInstance().runningOn(NODE).insertInto(STORES);

        complete(Completion.success(claim(id), A_SECOND, "done"));

        assertThat(events()).isEmpty();
    }

    @Test
    void aSuccessAFailureAndACancelEachHaveTheirEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId good = anInstance().runningOn(NODE).insertInto(STORES);
        InstanceId bad = anInstance().runningOn(NODE).insertInto(STORES);
        InstanceId stopped = anInstance().runningOn(NODE).insertInto(STORES);
        InstanceId again = anInstance().runningOn(NODE).insertInto(STORES);

        STORES.instances()
                .complete(List.of(
                        Completion.success(claim(good), A_SECOND, "done"),
                        Completion.failure(claim(bad), A_SECOND, "BROKEN", "no luck"),
                        Completion.cancelled(claim(stopped), A_SECOND, FailureCode.CANCELLED),
                        Completion.retry(claim(again), A_SECOND, A_SECOND, "BROKEN", "no luck")));

        assertThat(typeOf(good)).isEqualTo("task.instance.succeeded");
        assertThat(typeOf(bad)).isEqualTo("task.instance.failed");
        assertThat(typeOf(stopped)).isEqualTo("task.instance.cancelled");
        assertThat(events()).hasSize(3);
        assertThat(deliveries()).hasSize(3);
    }

    @Test
    void aCancelOfWhatWaitsHasItsEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId id = anInstance().insertInto(STORES);

        STORES.instances().cancel(TenantId.DEFAULT, id);

        assertThat(typeOf(id)).isEqualTo("task.instance.cancelled");
    }

    @Test
    void aCancelThatCameWhileAnAttemptFailedHasItsEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId id = anInstance().runningOn(NODE).cancelRequested().insertInto(STORES);

        complete(Completion.retry(claim(id), A_SECOND, A_SECOND, "BROKEN", "no luck"));

        assertThat(typeOf(id)).isEqualTo("task.instance.cancelled");
    }

    @Test
    void aCancelOfWhatIsGivenBackHasItsEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId id = anInstance().runningOn(NODE).cancelRequested().insertInto(STORES);

        STORES.claims().giveBack(NODE, List.of(new Held(id, 1)));

        assertThat(typeOf(id)).isEqualTo("task.instance.cancelled");
    }

    @Test
    void whatAReplaceFirePushesAsideHasItsEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        TaskDefinition definition = aDefinition().overlap(OverlapPolicy.REPLACE).insertInto(STORES);
        InstanceId waiting = anInstance().of(definition).insertInto(STORES);
        InstanceId later = anInstance().of(definition).inTurn().insertInto(STORES);
        InstanceId running = anInstance().of(definition).runningOn(NODE).insertInto(STORES);

        STORES.database().inTransaction(() -> {
            STORES.instances().replaceActive(TenantId.DEFAULT, definition.id());
            return null;
        });

        assertThat(typeOf(waiting)).isEqualTo("task.instance.cancelled");
        assertThat(typeOf(later)).isEqualTo("task.instance.cancelled");
        assertThat(eventsOf(running)).isEmpty();
        assertThat(payloadOf(waiting).path("data").path("errorCode").asString()).isEqualTo("REPLACED");
    }

    @Test
    void whatTheRescueEndsHasItsEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId once = anInstance().runningOn(NODE).atMostOnce().insertInto(STORES);
        InstanceId poison = anInstance().runningOn(NODE).crashes(2).insertInto(STORES);
        InstanceId cancelled = anInstance().runningOn(NODE).cancelRequested().insertInto(STORES);
        InstanceId again = anInstance().runningOn(NODE).insertInto(STORES);

        STORES.upkeep().rescue(NODE, 100);

        assertThat(payloadOf(once).path("data").path("errorCode").asString()).isEqualTo("NODE_LOST");
        assertThat(payloadOf(poison).path("data").path("errorCode").asString()).isEqualTo("POISON");
        assertThat(typeOf(cancelled)).isEqualTo("task.instance.cancelled");
        assertThat(eventsOf(again)).isEmpty();
    }

    @Test
    void anOutcomeWrittenAgainAfterALostAnswerHasOneEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId id = anInstance().runningOn(NODE).insertInto(STORES);
        Completion completion = Completion.success(claim(id), A_SECOND, "done");

        complete(completion);
        complete(completion);

        assertThat(eventsOf(id)).hasSize(1);
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void anEventGoesToEachEnabledWebhookThatWantsItsTypeAndToTheCallback() {
        WebhookId all = aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        WebhookId failures = aWebhook(TenantId.DEFAULT, Set.of(EventType.FAILED));
        WebhookId disabled = aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        STORES.webhooks().setStatus(TenantId.DEFAULT, disabled, WebhookStatus.DISABLED, null);
        aWebhook(OTHER, EventType.ofInstances());
        InstanceId good = withCallback("https://callback.example/done");

        complete(Completion.success(claim(good), A_SECOND, "done"));

        assertThat(deliveries())
                .extracting(row -> row.get("webhook_id"))
                .containsExactlyInAnyOrder(all.value(), null)
                .doesNotContain(failures.value());
        assertThat(deliveries())
                .extracting(row -> row.get("event_id"))
                .containsOnly(eventsOf(good).get(0).get("id"));
    }

    @Test
    void aCallbackAloneIsEnough() {
        InstanceId id = withCallback("https://callback.example/done");

        complete(Completion.success(claim(id), A_SECOND, "done"));

        assertThat(deliveries()).hasSize(1);
        assertThat(deliveries().get(0)).containsEntry("url", "https://callback.example/done");
    }

    @Test
    void aRolledBackEndLeavesNoEvent() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId id = anInstance().runningOn(NODE).insertInto(STORES);
        Claim claim = claim(id);

        try {
            STORES.database().inTransaction(() -> {
                complete(Completion.success(claim, A_SECOND, "done"));
                throw new IllegalStateException("the process dies here");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("the process dies here");
        }

        assertThat(events()).isEmpty();
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void thePayloadTellsWhatBecameOfTheInstance() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        TaskDefinition definition = aDefinition().insertInto(STORES);
        Instant fire = Instant.parse("2026-01-31T08:00:00Z");
        InstanceId id = anInstance()
                .of(definition)
                .fireTime(fire)
                .runningOn(NODE)
                .attempt(2)
                .insertInto(STORES);
        STORES.execute("UPDATE task_instances SET biz_key = 'order-4711' WHERE id = ?", id.value());

        complete(Completion.success(claim(id), Duration.ofMillis(1234), "{\"rows\":7}"));

        JsonNode payload = payloadOf(id);
        JsonNode data = payload.path("data");
        assertThat(payload.path("type").asString()).isEqualTo("task.instance.succeeded");
        assertThat(Instant.parse(payload.path("timestamp").asString()))
                .isEqualTo(STORES.instance(id).run().endTime());
        assertThat(data.path("instanceId").asString()).isEqualTo(id.value());
        assertThat(data.path("definitionId").asString())
                .isEqualTo(definition.id().value());
        assertThat(data.path("bizKey").asString()).isEqualTo("order-4711");
        assertThat(data.path("attempt").asInt()).isEqualTo(2);
        assertThat(data.path("durationMs").asInt()).isEqualTo(1234);
        assertThat(data.path("fireTime").asString()).isEqualTo(fire.toString());
        assertThat(data.path("result").asString()).isEqualTo("{\"rows\":7}");
        assertThat(data.has("resultTruncated")).isFalse();
        assertThat(data.path("errorCode").isNull()).isTrue();
    }

    @Test
    void longTextsAreCutAndALongResultStaysBehind() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        InstanceId large = anInstance().runningOn(NODE).insertInto(STORES);
        InstanceId escaped = anInstance().runningOn(NODE).insertInto(STORES);
        InstanceId bad = anInstance().runningOn(NODE).insertInto(STORES);

        complete(Completion.success(claim(large), A_SECOND, "x".repeat(5000)));
        complete(Completion.success(claim(escaped), A_SECOND, "\u0001".repeat(4000)));
        complete(Completion.failure(claim(bad), A_SECOND, "BROKEN", "界".repeat(3000)));

        for (InstanceId id : List.of(large, escaped)) {
            assertThat(payloadOf(id).path("data").path("resultTruncated").asBoolean())
                    .isTrue();
            assertThat(payloadOf(id).path("data").has("result")).isFalse();
        }
        assertThat(payloadOf(bad).path("data").path("errorMessage").asString()).isEqualTo("界".repeat(1000));
    }

    @Test
    void aBatchOfFiveHundredIsToldOfWhole() {
        aWebhook(TenantId.DEFAULT, EventType.ofInstances());
        STORES.instances()
                .insert(java.util.stream.IntStream.range(0, 500)
                        .mapToObj(i -> anInstance().toNewInstance())
                        .toList());
        List<Claim> claims = STORES.claim(NODE, "default", Set.of("echo"), 500);

        STORES.instances()
                .complete(claims.stream()
                        .map(claim -> Completion.success(claim, A_SECOND, "r".repeat(4000)))
                        .toList());

        assertThat(STORES.number("SELECT COUNT(*) FROM outbox_events")).isEqualTo(500);
        assertThat(STORES.number("SELECT COUNT(*) FROM webhook_deliveries")).isEqualTo(500);
    }

    private static WebhookId aWebhook(TenantId tenant, Set<EventType> events) {
        WebhookId id = WebhookId.next();
        Webhook.Wish wish = new Webhook.Wish("hook", null, "https://hooks.example/" + id, events);
        assertThat(STORES.webhooks().insert(tenant, id, wish)).isPresent();
        return id;
    }

    private static InstanceId withCallback(String url) {
        InstanceId id = anInstance().runningOn(NODE).insertInto(STORES);
        STORES.execute("UPDATE task_instances SET callback_url = ? WHERE id = ?", url, id.value());
        return id;
    }

    private static Claim claim(InstanceId id) {
        return STORES.claimOf(id);
    }

    private static void complete(Completion completion) {
        assertThat(STORES.instances().complete(List.of(completion))).hasSize(1);
    }

    private static List<Map<String, Object>> events() {
        return rows("SELECT * FROM outbox_events ORDER BY id");
    }

    private static List<Map<String, Object>> eventsOf(InstanceId id) {
        return rows("SELECT * FROM outbox_events WHERE instance_id = ?", id.value());
    }

    private static List<Map<String, Object>> deliveries() {
        return rows("SELECT * FROM webhook_deliveries ORDER BY id");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<Map<String, Object>> rows(String sql, Object... parameters) {
        return (List) STORES.rows(sql, parameters);
    }

    private static String typeOf(InstanceId id) {
        assertThat(eventsOf(id)).hasSize(1);
        return String.valueOf(eventsOf(id).get(0).get("type"));
    }

    private static JsonNode payloadOf(InstanceId id) {
        assertThat(eventsOf(id)).hasSize(1);
        return JsonMapper.shared().readTree(String.valueOf(eventsOf(id).get(0).get("payload")));
    }
}
