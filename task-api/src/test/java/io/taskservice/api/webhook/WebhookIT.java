package io.taskservice.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.delivery.DeliveryState;
import io.taskservice.delivery.DueDelivery;
import io.taskservice.delivery.Endpoint;
import io.taskservice.delivery.TryOutcome;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@Tag("once")
class WebhookIT extends ApiTest {

    private static final String BODY = "{\"name\":\"billing\",\"url\":\"https://hooks.example/in\"}";

    @Autowired
    private DeliveryRepository deliveries;

    @Test
    void aWebhookIsCreatedWithASecretThatIsShownOnce() {
        Answer created = tenant.post(ApiClient.WEBHOOKS, BODY);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String secret = created.data().get("secret").asString();
        String id = idOf(created);
        assertThat(secret).startsWith("whsec_");
        assertThat(created.header("Location")).isEqualTo(ApiClient.WEBHOOKS + "/" + id);
        assertThat(created.data().get("webhook").get("events")).hasSize(3);
        for (Answer later : new Answer[] {
            tenant.get(ApiClient.WEBHOOKS),
            tenant.get(path(id, "")),
            tenant.post(path(id, "/test"), null),
            tenant.get(path(id, "/deliveries"))
        }) {
            assertThat(later.text()).doesNotContain(secret).doesNotContain("whsec_");
        }
        assertThat(sql("SELECT GROUP_CONCAT(COALESCE(detail, '')) FROM audit_log WHERE tenant_id = '" + tenantId + "'"))
                .doesNotContain("whsec_")
                .doesNotContain("hooks.example");
    }

    @Test
    void whatWasAskedForIsWhatIsThere() {
        String id = idOf(tenant.post(ApiClient.WEBHOOKS, BODY));

        Answer replaced = tenant.put(path(id, ""), """
                        {"name":"other","description":"for\\nme","url":"http://hooks.example:8080/in?x=1",
                         "events":["task.instance.failed"]}""");

        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        JsonNode now = tenant.get(path(id, "")).data();
        assertThat(now.get("name").asString()).isEqualTo("other");
        assertThat(now.get("description").asString()).isEqualTo("for\nme");
        assertThat(now.get("url").asString()).isEqualTo("http://hooks.example:8080/in?x=1");
        assertThat(now.get("events").get(0).asString()).isEqualTo("task.instance.failed");
        assertThat(tenant.delete(path(id, "")).status()).isEqualTo(200);
        assertThat(tenant.get(path(id, "")).code()).isEqualTo("WEBHOOK_NOT_FOUND");
        assertThat(tenant.get(ApiClient.WEBHOOKS).data().get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://hooks.example/in",
                "hooks.example/in",
                "https:///in",
                "https://user:password@hooks.example/in",
                "http://127.0.0.1/in",
                "http://localhost:8080/in",
                "http://[::1]/in",
                "http://169.254.169.254/latest/meta-data",
                "http://10.0.0.8/in",
                "http://2130706433/in",
                "http://hooks.example:99999/in",
                "https://hooks example/in",
                "https://hooks.example/{id}"
            })
    void aUrlThatCannotBeToldIsRefused(String url) {
        Answer answer = tenant.post(ApiClient.WEBHOOKS, "{\"name\":\"x\",\"url\":\"" + url + "\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo("url");
        assertThat(answer.fieldCode()).isEqualTo("INVALID_URL");
        assertThat(answer.text()).doesNotContain("password@");
    }

    @Test
    void aUrlThatIsTooLongIsRefused() {
        String url = "https://hooks.example/" + "x".repeat(1000);

        assertThat(tenant.post(ApiClient.WEBHOOKS, "{\"name\":\"x\",\"url\":\"" + url + "\"}")
                        .field())
                .isEqualTo("url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\":\"https://a.example\"} | 422 | name",
                "{\"name\":\"x\"} | 422 | url",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"events\":[]} | 422 | events",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"events\":[\"webhook.test\"]} | 422 | events",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"events\":[\"task.done\"]} | 422 | events",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"secret\":\"mine\"} | 400 | secret",
                "{\"name\":\"\\u0000\",\"url\":\"https://a.example\"} | 422 | name"
            })
    void whatIsWrongIsNamed(String body, int status, String field) {
        Answer answer = tenant.post(ApiClient.WEBHOOKS, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void aTenantHasTwentyAtMost() {
        for (int i = 0; i < 20; i++) {
            assertThat(tenant.post(ApiClient.WEBHOOKS, BODY).status()).isEqualTo(201);
        }

        Answer oneMore = tenant.post(ApiClient.WEBHOOKS, BODY);

        assertThat(oneMore.status()).isEqualTo(409);
        assertThat(oneMore.code()).isEqualTo("TOO_MANY_WEBHOOKS");
    }

    @Test
    void rotatingShowsANewSecretAndSaysHowLongTheOldOneCounts() {
        Answer created = tenant.post(ApiClient.WEBHOOKS, BODY);

        Answer rotated = tenant.post(path(idOf(created), "/rotate-secret"), null);

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.data().get("secret").asString())
                .startsWith("whsec_")
                .isNotEqualTo(created.data().get("secret").asString());
        assertThat(rotated.data().get("webhook").get("previousSecretUntil").isNull())
                .isFalse();
    }

    @Test
    void aTestIsDeliveredThroughThePipelineOncePerIdempotencyKey() {
        String id = idOf(tenant.post(ApiClient.WEBHOOKS, BODY));
        String key = UUID.randomUUID().toString();

        Answer first = tenant.post(path(id, "/test"), null, "Idempotency-Key", key);
        Answer again = tenant.post(path(id, "/test"), null, "Idempotency-Key", key);

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(first.data().get("type").asString()).isEqualTo("webhook.test");
        JsonNode listed = tenant.get(path(id, "/deliveries")).data().get("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void aDisabledWebhookIsSentNothing() {
        String id = idOf(tenant.post(ApiClient.WEBHOOKS, BODY));
        assertThat(tenant.post(path(id, "/disable"), null).data().get("status").asString())
                .isEqualTo("DISABLED");

        assertThat(tenant.post(path(id, "/test"), null).code()).isEqualTo("WEBHOOK_DISABLED");
        String instance = endedInstance();
        assertThat(deliveriesOf(instance)).isEmpty();
        JsonNode enabled = tenant.post(path(id, "/enable"), null).data();
        assertThat(enabled.get("status").asString()).isEqualTo("ENABLED");
        assertThat(enabled.get("disabledReason").isNull()).isTrue();
    }

    @Test
    void theEndOfAnInstanceIsListedByWebhookAndByInstanceAndCanBeDeliveredAgain() {
        String id = idOf(tenant.post(ApiClient.WEBHOOKS, BODY));
        String instance = endedInstance();

        JsonNode delivery = deliveriesOf(instance).get(0);
        String deliveryId = delivery.get("id").asString();
        assertThat(delivery.get("webhookId").asString()).isEqualTo(id);
        assertThat(delivery.get("type").asString()).isEqualTo("task.instance.cancelled");
        assertThat(redeliver(deliveryId).code()).isEqualTo("DELIVERY_UNDER_WAY");
        fail(new Endpoint(tenantId, id));

        Answer again = redeliver(deliveryId);

        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.data().get("state").asString()).isEqualTo("PENDING");
        assertThat(again.data().get("eventId")).isEqualTo(delivery.get("eventId"));
        assertThat(again.data().get("tries").asInt()).isZero();
    }

    @Test
    void deliveriesComeInSlices() {
        String id = idOf(tenant.post(ApiClient.WEBHOOKS, BODY));
        for (int i = 0; i < 3; i++) {
            endedInstance();
        }

        JsonNode first = tenant.get(path(id, "/deliveries?limit=2")).data();
        JsonNode rest = tenant.get(path(
                        id,
                        "/deliveries?limit=2&cursor=" + first.get("nextCursor").asString()))
                .data();

        assertThat(first.get("items")).hasSize(2);
        assertThat(rest.get("items")).hasSize(1);
        assertThat(rest.get("nextCursor").isNull()).isTrue();
        assertThat(tenant.get(path(id, "/deliveries?cursor=x")).field()).isEqualTo("cursor");
        assertThat(tenant.get(ApiClient.WEBHOOKS + "/deliveries").field()).isEqualTo("instanceId");
    }

    @Test
    void nothingOfAnotherTenantsIsSeenOrTouched() {
        ApiClient other =
                newTenant(new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13)));
        String id = idOf(tenant.post(ApiClient.WEBHOOKS, BODY));
        String instance = endedInstance();
        String delivery = deliveriesOf(instance).get(0).get("id").asString();

        assertThat(other.get(ApiClient.WEBHOOKS).data().get("items")).isEmpty();
        assertThat(other.get(path(id, "/deliveries")).code()).isEqualTo("WEBHOOK_NOT_FOUND");
        assertThat(other.post(path(id, "/test"), null).code()).isEqualTo("WEBHOOK_NOT_FOUND");
        assertThat(other.post(path(id, "/rotate-secret"), null).code()).isEqualTo("WEBHOOK_NOT_FOUND");
        assertThat(other.get(ApiClient.WEBHOOKS + "/deliveries?instanceId=" + instance)
                        .data()
                        .get("items"))
                .isEmpty();
        assertThat(other.post(ApiClient.WEBHOOKS + "/deliveries/" + delivery + "/redeliver", null)
                        .code())
                .isEqualTo("DELIVERY_NOT_FOUND");
    }

    @Test
    void theCallbackSecretIsShownWhenItIsMadeAndNeverAgain() {
        String path = ApiClient.WEBHOOKS + "/callback-secret";
        assertThat(tenant.get(path).data().get("present").asBoolean()).isFalse();

        Answer made = tenant.post(path + "/rotate", null);
        Answer rotated = tenant.post(path + "/rotate", null);

        String secret = made.data().get("secret").asString();
        assertThat(secret).startsWith("whsec_");
        assertThat(made.data().get("state").get("previousSecretUntil").isNull()).isTrue();
        assertThat(rotated.data().get("secret").asString()).isNotEqualTo(secret);
        assertThat(rotated.data().get("state").get("previousSecretUntil").isNull())
                .isFalse();
        assertThat(tenant.get(path).data().get("present").asBoolean()).isTrue();
        assertThat(tenant.get(path).text()).doesNotContain("whsec_");
    }

    private String endedInstance() {
        String instance = run(created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"")));
        assertThat(tenant.post(ApiClient.INSTANCES + "/" + instance + "/cancel", null)
                        .status())
                .isEqualTo(200);
        return instance;
    }

    private JsonNode deliveriesOf(String instance) {
        return tenant.get(ApiClient.WEBHOOKS + "/deliveries?instanceId=" + instance)
                .data()
                .get("items");
    }

    private Answer redeliver(String delivery) {
        return tenant.post(ApiClient.WEBHOOKS + "/deliveries/" + delivery + "/redeliver", null);
    }

    /** Plays the deliverer whose last try fails. */
    private void fail(Endpoint endpoint) {
        for (DueDelivery due : deliveries.claim(endpoint, 10, Duration.ofMinutes(1))) {
            TryOutcome outcome =
                    new TryOutcome(DeliveryState.FAILED, Duration.ZERO, 500, "Answered 500", Duration.ZERO);
            assertThat(deliveries.finish(due, outcome)).isTrue();
        }
    }

    private static String idOf(Answer created) {
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.data().get("webhook").get("id").asString();
    }

    private static String path(String id, String rest) {
        return ApiClient.WEBHOOKS + "/" + id + rest;
    }
}
