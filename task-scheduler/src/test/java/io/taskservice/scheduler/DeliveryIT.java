package io.taskservice.scheduler;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.delivery.DeliveryState;
import io.taskservice.delivery.DueDelivery;
import io.taskservice.delivery.Endpoint;
import io.taskservice.delivery.WebhookDelivery;
import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.quota.Quotas;
import io.taskservice.testkit.Receiver;
import io.taskservice.testkit.Receiver.Received;
import io.taskservice.testkit.TestSecrets;
import io.taskservice.testkit.TestStores;
import io.taskservice.webhook.CallbackSecrets;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import io.taskservice.webhook.WebhookSecret;
import io.taskservice.webhook.WebhookSettings;
import io.taskservice.webhook.WebhookStatus;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events arrive, at least once and signed, whatever their receivers and deliverers do. */
class DeliveryIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final TenantId OTHER = new TenantId("other");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Receiver receiver = Receiver.start();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DeliveryLoop loop = loop(Set.of("localhost"));

    @BeforeEach
    void empty() {
        STORES.empty();
    }

    @AfterEach
    void stop() {
        receiver.close();
        loop.close();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void anEventArrivesSignedWithTheWebhooksSecret() {
        Hook hook = aHook("/in");
        InstanceId ended = end(TENANT);

        deliverUntil(ended, DeliveryState.DELIVERED);

        Received got = receiver.at("/in").get(0);
        assertThat(got.signature()).isEqualTo(independentSignature(hook.secret, got));
        assertThat(got.contentType()).startsWith("application/json");
        assertThat(got.body()).contains("\"type\":\"task.instance.cancelled\"").contains(ended.value());
        assertThat(got.id()).isEqualTo(only(ended).eventId().value());
        assertThat(only(ended).lastStatus()).isEqualTo(200);
        assertThat(only(ended).deliveredAt()).isNotNull();
        assertThat(count("delivered")).isEqualTo(1);
        assertThat(meters.timer("task.webhook.latency").count()).isEqualTo(1);
    }

    @Test
    void afterA500TheSameEventComesAgainSignedAnew() {
        Hook hook = aHook("/in");
        receiver.answers("/in", 500);
        InstanceId ended = end(TENANT);

        deliverUntil(ended, DeliveryState.DELIVERED);

        List<Received> got = receiver.at("/in");
        assertThat(got).hasSize(2);
        assertThat(got)
                .extracting(Received::id)
                .containsOnly(only(ended).eventId().value());
        assertThat(got).extracting(Received::body).containsOnly(got.get(0).body());
        assertThat(got)
                .allSatisfy(one -> assertThat(one.signature()).isEqualTo(independentSignature(hook.secret, one)));
        assertThat(only(ended).tries()).isEqualTo(2);
        assertThat(count("retried")).isEqualTo(1);
    }

    @Test
    void afterTheLastTryItFailsAndARedeliveryBeginsAnewWithTheSameId() {
        aHook("/in");
        receiver.answers("/in", 500, 503, 404);
        InstanceId ended = end(TENANT);

        deliverUntil(ended, DeliveryState.FAILED);
        assertThat(only(ended).lastError()).isEqualTo("Answered 404");
        assertThat(STORES.deliveries().again(TENANT, only(ended).id())).isTrue();
        assertThat(STORES.deliveries().again(TENANT, only(ended).id())).isFalse();
        deliverUntil(ended, DeliveryState.DELIVERED);

        assertThat(receiver.at("/in")).hasSize(4);
        assertThat(receiver.at("/in"))
                .extracting(Received::id)
                .containsOnly(only(ended).eventId().value());
        assertThat(only(ended).tries()).isEqualTo(1);
    }

    @Test
    void aDelivererThatDiesIsReplacedWhenItsLeaseIsOver() {
        aHook("/in");
        InstanceId ended = end(TENANT);
        Endpoint endpoint = STORES.deliveries().dueEndpoints(10).get(0);

        List<DueDelivery> lost = STORES.deliveries().claim(endpoint, 10, Duration.ofMillis(300));
        assertThat(lost).hasSize(1);
        assertThat(STORES.deliveries().claim(endpoint, 10, LIMIT)).isEmpty();
        deliverUntil(ended, DeliveryState.DELIVERED);

        assertThat(receiver.at("/in")).hasSize(1);
        assertThat(only(ended).tries()).isEqualTo(2);
    }

    @Test
    void aTryThatWasHandedOutAgainWritesNothing() {
        aHook("/in");
        end(TENANT);
        Endpoint endpoint = STORES.deliveries().dueEndpoints(10).get(0);
        DueDelivery slow =
                STORES.deliveries().claim(endpoint, 1, Duration.ofMillis(1)).get(0);
        await().until(() -> !STORES.deliveries().dueEndpoints(10).isEmpty());
        DueDelivery second = STORES.deliveries().claim(endpoint, 1, LIMIT).get(0);

        new Deliverer(
                        SchedulerStores.of(STORES),
                        TestSecrets.signing(),
                        DeliverySettings.fast(),
                        new DeliveryMetrics(meters))
                .deliver(slow);

        assertThat(STORES.deliveries().find(TENANT, second.id()).orElseThrow().state())
                .isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void goneDisablesTheWebhookAndSaysWhy() {
        Hook hook = aHook("/in");
        receiver.answers("/in", 410);
        InstanceId ended = end(TENANT);

        deliverUntil(ended, DeliveryState.FAILED);

        Webhook webhook = STORES.webhooks().find(TENANT, hook.id).orElseThrow();
        assertThat(webhook.status()).isEqualTo(WebhookStatus.DISABLED);
        assertThat(webhook.disabledReason()).contains("410");
        assertThat(STORES.rows("SELECT actor FROM audit_log WHERE object_id = ?", hook.id.value()))
                .extracting(row -> row.get("actor"))
                .containsExactly("platform");
        assertThat(deliveriesOf(end(TENANT))).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() {
        aHook("/in");
        receiver.answers("/in", 302, 302, 302);
        InstanceId ended = end(TENANT);

        deliverUntil(ended, DeliveryState.FAILED);

        assertThat(receiver.at("/elsewhere")).isEmpty();
        assertThat(only(ended).lastError()).contains("302").contains("not followed");
    }

    @Test
    void aTargetInsideTheOwnNetworkIsRefused() {
        loop.close();
        loop = loop(Set.of());
        aHook("/in");
        InstanceId ended = end(TENANT);

        deliverUntil(ended, DeliveryState.FAILED);

        assertThat(receiver.at("/in")).isEmpty();
        assertThat(only(ended).lastError()).contains("private").contains("app.task.webhooks.allowed-hosts");
        assertThat(only(ended).lastStatus()).isNull();
    }

    @Test
    void anEndpointThatHangsIsGivenUpInTimeAndDoesNotHoldUpAnother() {
        aHook("/slow");
        receiver.holds("/slow");
        for (int i = 0; i < 30; i++) {
            end(TENANT);
        }
        aHook(OTHER, "/quick");
        InstanceId quick = end(OTHER);

        deliverUntil(quick, DeliveryState.DELIVERED);
        assertThat(receiver.at("/slow")).hasSizeBetween(1, 4);
        await().atMost(LIMIT).untilAsserted(() -> {
            loop.deliverOnce();
            assertThat(STORES.rows("SELECT last_error FROM webhook_deliveries WHERE last_error IS NOT NULL"))
                    .isNotEmpty()
                    .allSatisfy(row ->
                            assertThat(String.valueOf(row.get("last_error"))).contains("within PT3S"));
        });
        assertThat(new Endpoints(16).room(new Endpoint(TENANT, "x"))).isEqualTo(4);
    }

    @Test
    void noMoreTriesAreMadeInASecondThanTheTenantsQuotaAndNoneIsLost() {
        aHook("/in");
        for (int i = 0; i < 5; i++) {
            end(TENANT);
        }
        Stores stores = SchedulerStores.of(STORES);
        DeliveryPace pace = SchedulerStores.pace(stores, new Quotas(0, 0, 0, 0, 0, 2, 0));
        WebhookSettings settings = DeliverySettings.of(Set.of("localhost"), 3, 16);
        Deliverer deliverer = new Deliverer(stores, TestSecrets.signing(), settings, new DeliveryMetrics(meters));
        try (DeliveryLoop paced = new DeliveryLoop(stores.database(), deliverer, pace, settings)) {
            long start = System.nanoTime();
            assertThat(paced.deliverOnce()).isEqualTo(2);
            await().atMost(LIMIT).until(() -> {
                paced.deliverOnce();
                return STORES.deliveries().countPending() == 0;
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        }
        assertThat(receiver.at("/in")).hasSize(5);
    }

    @Test
    void anEndpointThatDoesNotAnswerGetsOneTryAtATime() {
        Endpoints endpoints = new Endpoints(16);
        Endpoint silent = new Endpoint(TENANT, "silent");

        endpoints.answered(silent, false);

        assertThat(endpoints.room(silent)).isEqualTo(1);
        endpoints.begin(silent);
        assertThat(endpoints.room(silent)).isZero();
        endpoints.end(silent);
        endpoints.answered(silent, true);
        assertThat(endpoints.room(silent)).isEqualTo(4);
    }

    @Test
    void oneTenantTakesHalfOfWhatANodeDeliversAtOnce() {
        Endpoints endpoints = new Endpoints(16);
        for (int i = 0; i < 8; i++) {
            endpoints.begin(new Endpoint(TENANT, "e" + i));
        }

        assertThat(endpoints.room(new Endpoint(TENANT, "another"))).isZero();
        assertThat(endpoints.room(new Endpoint(OTHER, "another"))).isEqualTo(4);
        assertThat(endpoints.free()).isEqualTo(8);
    }

    @Test
    void afterARotationBothSecretsSign() {
        Hook hook = aHook("/in");
        WebhookSecret fresh = STORES.webhooks().rotate(TENANT, hook.id);
        InstanceId ended = end(TENANT);

        deliverUntil(ended, DeliveryState.DELIVERED);

        Received got = receiver.at("/in").get(0);
        assertThat(got.signature())
                .isEqualTo(independentSignature(fresh, got) + " " + independentSignature(hook.secret, got));
        STORES.execute("UPDATE webhooks SET previous_until = UTC_TIMESTAMP(3)");
        deliverUntil(end(TENANT), DeliveryState.DELIVERED);
        assertThat(receiver.at("/in").get(1).signature()).doesNotContain(" ");
    }

    @Test
    void aCallbackIsSignedWithTheTenantsSecretWhichIsMadeWhenItIsNeeded() {
        CallbackSecrets secrets = new CallbackSecrets(STORES.database(), TestSecrets.signing());
        assertThat(secrets.state(TENANT)).isEmpty();
        deliverUntil(endWithCallback("/call/back"), DeliveryState.DELIVERED);
        assertThat(secrets.state(TENANT)).isPresent();

        WebhookSecret fresh = secrets.rotate(TENANT);
        deliverUntil(endWithCallback("/call/back"), DeliveryState.DELIVERED);

        Received got = receiver.at("/call/back").get(1);
        assertThat(got.signature()).startsWith(independentSignature(fresh, got) + " v1,");
        assertThat(secrets.state(OTHER)).isEmpty();
    }

    @Test
    void whatIsOnItsWayToADeletedOrDisabledWebhookFails() {
        Hook deleted = aHook("/in");
        Hook disabled = aHook("/in");
        InstanceId ended = end(TENANT);
        STORES.webhooks().delete(TENANT, deleted.id);
        STORES.webhooks().setStatus(TENANT, disabled.id, WebhookStatus.DISABLED, null);

        await().atMost(LIMIT).until(() -> {
            loop.deliverOnce();
            return deliveriesOf(ended).stream().allMatch(delivery -> delivery.state() == DeliveryState.FAILED);
        });
        assertThat(receiver.at("/in")).isEmpty();
    }

    @Test
    void aNewUrlCountsForWhatIsOnItsWay() {
        Hook hook = aHook("/old");
        InstanceId ended = end(TENANT);
        STORES.webhooks()
                .update(TENANT, hook.id, new Webhook.Wish("hook", null, receiver.url("/new"), EventType.ofInstances()));

        deliverUntil(ended, DeliveryState.DELIVERED);

        assertThat(receiver.at("/old")).isEmpty();
        assertThat(only(ended).url()).isEqualTo(receiver.url("/new"));
    }

    @Test
    void twoDeliverersDeliverEachEventOnce() {
        aHook("/in");
        for (int i = 0; i < 60; i++) {
            end(TENANT);
        }
        try (DeliveryLoop second = loop(Set.of("localhost"))) {
            await().atMost(LIMIT).until(() -> {
                loop.deliverOnce();
                second.deliverOnce();
                return STORES.deliveries().countPending() == 0;
            });
        }

        assertThat(receiver.at("/in")).hasSize(60);
        assertThat(receiver.at("/in")).extracting(Received::id).doesNotHaveDuplicates();
    }

    @Test
    void whatWasDeliveredIsDeletedAfterItsTimeAndWhatIsOnItsWayStays() {
        Hook hook = aHook("/in");
        InstanceId done = end(TENANT);
        deliverUntil(done, DeliveryState.DELIVERED);
        STORES.execute("UPDATE webhook_deliveries SET id = CONCAT('00', SUBSTRING(id, 3))");
        STORES.execute("UPDATE outbox_events SET id = CONCAT('00', SUBSTRING(id, 3))");
        STORES.execute("UPDATE webhook_deliveries SET event_id = CONCAT('00', SUBSTRING(event_id, 3))");
        InstanceId waiting = end(TENANT);

        assertThat(STORES.deliveries().deleteBefore(STORES.now().minus(Duration.ofDays(7)), 100))
                .isEqualTo(1);

        assertThat(deliveriesOf(done)).isEmpty();
        assertThat(deliveriesOf(waiting)).hasSize(1);
        assertThat(STORES.number("SELECT COUNT(*) FROM outbox_events")).isEqualTo(1);
        assertThat(STORES.deliveries().ofWebhook(TENANT, hook.id, null, 10)).hasSize(1);
    }

    @Test
    void deliveriesAreTheirTenantsOnly() {
        Hook hook = aHook("/in");
        InstanceId ended = end(TENANT);
        DeliveryId id = only(ended).id();

        assertThat(STORES.deliveries().find(OTHER, id)).isEmpty();
        assertThat(STORES.deliveries().again(OTHER, id)).isFalse();
        assertThat(STORES.deliveries().ofInstance(OTHER, ended)).isEmpty();
        assertThat(STORES.deliveries().ofWebhook(OTHER, hook.id, null, 10)).isEmpty();
        assertThat(STORES.webhooks().find(OTHER, hook.id)).isEmpty();
    }

    private DeliveryLoop loop(Set<String> allowedHosts) {
        return SchedulerStores.deliveries(SchedulerStores.of(STORES), DeliverySettings.of(allowedHosts, 3, 16), meters);
    }

    private Hook aHook(String path) {
        return aHook(TENANT, path);
    }

    private Hook aHook(TenantId tenant, String path) {
        WebhookId id = WebhookId.next();
        Webhook.Wish wish = new Webhook.Wish("hook", null, receiver.url(path), EventType.ofInstances());
        return new Hook(id, STORES.webhooks().insert(tenant, id, wish).orElseThrow());
    }

    private static InstanceId end(TenantId tenant) {
        InstanceId id = anInstance().tenant(tenant).insertInto(STORES);
        STORES.instances().cancel(tenant, id);
        return id;
    }

    private InstanceId endWithCallback(String path) {
        InstanceId id = anInstance().insertInto(STORES);
        STORES.execute("UPDATE task_instances SET callback_url = ? WHERE id = ?", receiver.url(path), id.value());
        STORES.instances().cancel(TENANT, id);
        return id;
    }

    private void deliverUntil(InstanceId instance, DeliveryState state) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
            loop.deliverOnce();
            return only(instance).state() == state;
        });
    }

    private static WebhookDelivery only(InstanceId instance) {
        assertThat(deliveriesOf(instance)).hasSize(1);
        return deliveriesOf(instance).get(0);
    }

    private static List<WebhookDelivery> deliveriesOf(InstanceId instance) {
        TenantId owner = STORES.instance(instance).tenantId();
        return STORES.deliveries().ofInstance(owner, instance);
    }

    private double count(String outcome) {
        return meters.counter("task.webhook.deliveries", "outcome", outcome).count();
    }

    /** By the words of the specification, from what arrived, without a line of ours. */
    private static String independentSignature(WebhookSecret secret, Received got) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.text().split("_", 2)[1]);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = String.join(".", Arrays.asList(got.id(), got.timestamp(), got.body()));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Hook(WebhookId id, WebhookSecret secret) {}
}
