package io.taskservice.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AuditIT extends ApiTest {

    private static final String PATH = "/api/v1/audit";
    private static final String HOURLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"";

    @Test
    void tellsWhoChangedADefinitionFromWhatToWhat() {
        String canary = "canary-" + UUID.randomUUID();
        String others = "\"priority\":%d,\"taskParams\":{\"x\":\"" + canary + "%s\"}";
        String id = created(anEcho(HOURLY, others.formatted(3, "")));
        tenant.put(ApiClient.DEFINITIONS + "/" + id, anEcho(HOURLY, others.formatted(7, "!")));
        tenant.delete(ApiClient.DEFINITIONS + "/" + id);

        Answer answer = tenant.get(PATH + "?objectId=" + id);
        JsonNode items = answer.data().get("items");

        assertThat(items).hasSize(3);
        JsonNode replaced = items.get(1);
        assertThat(replaced.get("action").asString()).isEqualTo("definition.replace");
        assertThat(replaced.get("before").get("priority").asInt()).isEqualTo(3);
        assertThat(replaced.get("after").get("priority").asInt()).isEqualTo(7);
        assertThat(replaced.get("before").has("taskHandler"))
                .as("what stayed as it was is left out")
                .isFalse();
        assertThat(replaced.get("before").get("taskParams").asString()).contains("sha256");
        assertThat(replaced.get("before").get("taskParams"))
                .isNotEqualTo(replaced.get("after").get("taskParams"));
        assertThat(replaced.get("actor").asString()).isNotEmpty();
        assertThat(replaced.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(replaced.get("requestId").asString()).isNotEmpty();
        assertThat(items.get(2).get("before").isNull()).isTrue();
        assertThat(items.get(2).get("after").get("taskHandler").asString()).isEqualTo("echo");
        assertThat(items.get(0).get("after").isNull()).isTrue();
        assertThat(items.get(0).get("before").get("priority").asInt()).isEqualTo(7);
        assertThat(answer.text()).doesNotContain(canary);
    }

    @Test
    void tellsOfQueuesWebhooksKeysTenantsAndLimits() {
        tenant.post("/api/v1/queues", "{\"name\":\"q\",\"maxRunning\":3}");
        tenant.put("/api/v1/queues/q", "{\"maxRunning\":5}");
        String hook = "{\"name\":\"%s\",\"url\":\"https://user.example/in/t0ken?key=t0ken\"}";
        String webhook = tenant.post("/api/v1/webhooks", hook.formatted("one"))
                .data()
                .get("webhook")
                .get("id")
                .asString();
        tenant.put("/api/v1/webhooks/" + webhook, hook.formatted("two"));
        admin.put("/api/v1/tenants/" + tenantId + "/limits", "{\"maxRunning\":9}");

        assertThat(step("queue.replace", "before")
                        .get("limits")
                        .get("maxRunning")
                        .asInt())
                .isEqualTo(3);
        assertThat(step("queue.replace", "after")
                        .get("limits")
                        .get("maxRunning")
                        .asInt())
                .isEqualTo(5);
        assertThat(step("webhook.create", "after").get("url").asString()).isEqualTo("https://user.example/***");
        assertThat(step("webhook.replace", "before").get("name").asString()).isEqualTo("one");
        assertThat(step("webhook.replace", "after").get("name").asString()).isEqualTo("two");
        assertThat(step("tenant.limit", "after").get("maxRunning").asInt()).isEqualTo(9);
        assertThat(step("key.create", "after").get("name").asString()).isEqualTo("test");
        assertThat(step("tenant.create", "after").get("id").asString()).isEqualTo(tenantId.value());
        assertThat(tenant.get(PATH).text()).doesNotContain("t0ken").doesNotContain("whsec_");
        assertThat(tenant.get(PATH + "/verify").data().get("ok").asBoolean()).isTrue();
    }

    @Test
    void goesThroughTheListByCursorAndFilters() {
        for (int i = 0; i < 5; i++) {
            created(anEcho(HOURLY));
        }
        JsonNode first = tenant.get(PATH + "?action=definition.create&limit=2").data();
        JsonNode second = tenant.get(PATH + "?action=definition.create&limit=2&cursor="
                        + first.get("nextCursor").asString())
                .data();
        JsonNode third = tenant.get(PATH + "?action=definition.create&limit=2&cursor="
                        + second.get("nextCursor").asString())
                .data();

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items").get(0).get("seq").asLong())
                .isLessThan(first.get("items").get(1).get("seq").asLong());
        assertThat(third.get("items")).hasSize(1);
        assertThat(third.get("nextCursor").isNull()).isTrue();
        String actor = first.get("items").get(0).get("actor").asString();
        assertThat(tenant.get(PATH + "?actor=" + actor).data().get("items")).hasSize(5);
        assertThat(tenant.get(PATH + "?actor=nobody").data().get("items")).isEmpty();
        assertThat(tenant.get(PATH + "?to=2020-01-01T00:00:00Z").data().get("items"))
                .isEmpty();
        assertThat(tenant.get(PATH + "?from=2020-01-01T00:00:00Z&action=definition.create")
                        .data()
                        .get("items"))
                .hasSize(5);
        assertThat(tenant.get(PATH + "?action=%C3%BC").data().get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cursor=x", "cursor=-1", "cursor=99999999999999999999", "limit=0", "limit=201", "from=yesterday", "q=1"
    })
    void refusesWhatIsNoFilter(String query) {
        Answer answer = tenant.get(PATH + "?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void showsATenantItsOwnAndAnAdministratorThatOfWhomItNames() {
        created(anEcho(HOURLY));
        ApiClient other =
                newTenant(new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13)));

        assertThat(other.get(PATH + "?action=definition.create").data().get("items"))
                .isEmpty();
        assertThat(admin.get(PATH + "?action=definition.create", "X-Tenant-Id", tenantId.value())
                        .data()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void saysWhichEntryWasChanged() {
        created(anEcho(HOURLY));
        created(anEcho(HOURLY));
        JsonNode whole = tenant.get(PATH + "/verify").data();
        assertThat(whole.get("ok").asBoolean()).isTrue();
        assertThat(whole.get("checked").asLong())
                .isEqualTo(whole.get("lastSeq").asLong())
                .isGreaterThan(2);
        assertThat(whole.get("lastHash").asString()).hasSize(64);

        update("UPDATE audit_log SET actor = 'nobody' WHERE tenant_id = '" + tenantId + "' AND seq = 3");

        JsonNode broken = tenant.get(PATH + "/verify").data();
        assertThat(broken.get("ok").asBoolean()).isFalse();
        assertThat(broken.get("brokenSeq").asLong()).isEqualTo(3);
        assertThat(broken.get("reason").asString()).contains("was changed");
    }

    private JsonNode step(String action, String state) {
        JsonNode items = tenant.get(PATH + "?action=" + action).data().get("items");
        assertThat(items).as(action).hasSize(1);
        return items.get(0).get(state);
    }
}
