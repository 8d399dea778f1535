package io.taskservice.api.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.ApiTestApplication;
import io.taskservice.identity.TenantId;
import io.taskservice.tenant.KeyRole;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("once")
class KeyIT extends ApiTest {

    @Test
    void anOwnerManagesTheKeysOfItsOwnTenantAndOfNoOther() {
        Answer made = tenant.post(keys(), "{\"name\":\"reports\",\"role\":\"VIEWER\"}");

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.data().get("role").asString()).isEqualTo("VIEWER");
        assertThat(tenant.get(keys()).data().get("total").asInt()).isEqualTo(2);
        assertThat(tenant.delete(keys() + "/" + made.data().get("id").asString())
                        .status())
                .isEqualTo(200);
        for (String other : new String[] {"default", "system", "absent"}) {
            String there = ApiClient.TENANTS + "/" + other + "/keys";
            assertThat(tenant.get(there).code()).as(other).isEqualTo("TENANT_NOT_FOUND");
            assertThat(tenant.post(there, "{\"name\":\"x\"}").code()).isEqualTo("TENANT_NOT_FOUND");
        }
        for (KeyRole less : new KeyRole[] {KeyRole.VIEWER, KeyRole.OPERATOR, KeyRole.EDITOR}) {
            Answer refused = newKey(tenantId, less).get(keys());
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.message()).isEqualTo("This needs the role OWNER; the credential has " + less);
        }
    }

    @Test
    void aKeyIsAnEditorsUnlessSaidOtherwise() {
        assertThat(made(tenant, "{\"name\":\"x\"}").get("role").asString()).isEqualTo("EDITOR");
        assertThat(made(tenant, "{\"name\":\"x\"}").get("scopes")).isEmpty();
    }

    @Test
    void nobodyMakesOrTouchesAKeyThatMayDoMore() {
        JsonNode adminsKey = made(admin, "{\"name\":\"x\",\"role\":\"PLATFORM_ADMIN\"}");
        String ofAdmin = keys() + "/" + adminsKey.get("id").asString();

        for (Answer refused : new Answer[] {
            tenant.post(keys(), "{\"name\":\"x\",\"role\":\"PLATFORM_ADMIN\"}"),
            tenant.post(ofAdmin + "/rotate", null),
            tenant.delete(ofAdmin)
        }) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.message()).contains("needs the role PLATFORM_ADMIN");
        }
        assertThat(admin.delete(ofAdmin).status()).isEqualTo(200);
    }

    @Test
    void aKeyWithScopesMakesAndTouchesNoneThatReachesFurther() {
        String unlimited =
                made(tenant, "{\"name\":\"all\",\"role\":\"OWNER\"}").get("id").asString();
        ApiClient limited = client(made(tenant, """
                {"name":"keys only","role":"OWNER","scopes":["keys","submit"]}"""));

        for (Answer refused : new Answer[] {
            limited.post(keys(), "{\"name\":\"x\"}"),
            limited.post(keys(), "{\"name\":\"x\",\"scopes\":[]}"),
            limited.post(keys(), "{\"name\":\"x\",\"scopes\":[\"submit\",\"queues\"]}"),
            limited.post(keys() + "/" + unlimited + "/rotate", null),
            limited.delete(keys() + "/" + unlimited)
        }) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.message()).contains("keys").contains("submit");
        }
        assertThat(limited.post(keys(), "{\"name\":\"x\",\"scopes\":[\"submit\"]}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void scopesKeepAKeyToPartsOfTheApi() {
        JsonNode key = made(tenant, "{\"name\":\"x\",\"scopes\":[\"submit\",\"instances\",\"submit\"]}");
        ApiClient kept = client(key);

        assertThat(key.get("scopes").valueStream().map(JsonNode::asString)).containsExactly("instances", "submit");
        assertThat(kept.post(ApiClient.SUBMIT, "{\"handler\":\"echo\"}").status())
                .isEqualTo(202);
        assertThat(kept.get(ApiClient.INSTANCES).status()).isEqualTo(200);
        assertThat(kept.get("/api/v1/status").status()).isEqualTo(200);
        Answer refused = kept.get(ApiClient.DEFINITIONS);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("This needs the scope definitions; the credential has instances, submit");
    }

    @Test
    void scopesThatDoNotExistOrAreOfNoUseAreRefused() {
        Answer unknown = tenant.post(keys(), "{\"name\":\"x\",\"scopes\":[\"submits\"]}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.field()).isEqualTo("scopes");
        assertThat(unknown.fieldCode()).isEqualTo("UNKNOWN_SCOPE");
        assertThat(unknown.message()).contains("submit").contains("webhooks");
        assertThat(tenant.post(keys(), "{\"name\":\"x\",\"scopes\":[null]}").status())
                .isEqualTo(422);
        assertThat(tenant.post(keys(), "{\"name\":\"x\",\"scopes\":\"submit\"}").status())
                .isEqualTo(400);
        assertThat(tenant.post(keys(), "{\"name\":\"x\",\"scopes\":[\"platform\"]}")
                        .fieldCode())
                .isEqualTo("UNUSABLE_SCOPE");
        assertThat(admin.post(keys(), "{\"name\":\"x\",\"role\":\"TENANT\"}").fieldCode())
                .isEqualTo("WRONG_TYPE");
    }

    @Test
    void aRotatedKeyAndItsSuccessorAreBothGoodForADayAndAThirdIsRefused() {
        JsonNode old = made(tenant, "{\"name\":\"billing\",\"role\":\"VIEWER\",\"scopes\":[\"queues\"]}");
        String path = keys() + "/" + old.get("id").asString();

        Answer rotated = tenant.post(path + "/rotate", null);

        assertThat(rotated.status()).as(rotated.text()).isEqualTo(201);
        JsonNode successor = rotated.data().get("successor");
        assertThat(successor.get("role").asString()).isEqualTo("VIEWER");
        assertThat(successor.get("scopes").get(0).asString()).isEqualTo("queues");
        Instant retires =
                Instant.parse(rotated.data().get("retiring").get("retiresAt").asString());
        assertThat(Duration.between(database.now(), retires)).isCloseTo(Duration.ofHours(24), Duration.ofMinutes(1));
        assertThat(client(old).get(ApiClient.QUEUES).status()).isEqualTo(200);
        assertThat(client(successor).get(ApiClient.QUEUES).status()).isEqualTo(200);
        assertThat(tenant.get(keys()).text())
                .doesNotContain(successor.get("key").asString());

        Answer third = tenant.post(keys() + "/" + successor.get("id").asString() + "/rotate", "{\"overlapHours\":1}");
        assertThat(third.status()).isEqualTo(409);
        assertThat(third.code()).isEqualTo("ROTATION_UNDER_WAY");
        assertThat(third.message()).contains("revoke the old one");
        tenant.delete(path);
        assertThat(tenant.post(keys() + "/" + successor.get("id").asString() + "/rotate", "{\"overlapHours\":0}")
                        .status())
                .isEqualTo(201);
        assertThat(client(successor).get(ApiClient.QUEUES).status()).isEqualTo(401);
        assertThat(tenant.post(path + "/rotate", null).code()).isEqualTo("KEY_NOT_ROTATABLE");
        assertThat(sql("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log WHERE object_id = '"
                        + old.get("id").asString() + "'"))
                .isEqualTo("key.create,key.rotate,key.revoke");
    }

    @Test
    void badRotationsAreRefused() {
        String path = keys() + "/" + made(tenant, "{\"name\":\"x\"}").get("id").asString() + "/rotate";

        for (String hours : new String[] {"-1", "169"}) {
            Answer refused = tenant.post(path, "{\"overlapHours\":" + hours + "}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.field()).isEqualTo("overlapHours");
        }
        assertThat(tenant.post(path, "{\"overlapHours\":1.5}").status()).isEqualTo(400);
        assertThat(tenant.post(path, "{\"overlap\":1}").fieldCode()).isEqualTo("UNKNOWN_FIELD");
        assertThat(tenant.post(keys() + "/absent/rotate", null).code()).isEqualTo("KEY_NOT_FOUND");
        String outside = sql("SELECT id FROM api_keys WHERE key_id LIKE 'env%' AND revoked_at IS NULL");
        Answer ofOutside = admin.post(ApiClient.TENANTS + "/default/keys/" + outside + "/rotate", null);
        assertThat(ofOutside.status()).isEqualTo(409);
        assertThat(ofOutside.message()).contains("TASK_ADMIN_API_KEY");
        assertThat(new ApiClient(port, ApiTestApplication.ADMIN_KEY)
                        .get(ApiClient.TENANTS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theLastUseOfAKeyIsToldAfterAWhile() {
        JsonNode key = made(tenant, "{\"name\":\"x\"}");
        String id = key.get("id").asString();
        client(key).get(ApiClient.QUEUES);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenant.get(keys())
                        .data()
                        .get("items")
                        .valueStream()
                        .anyMatch(one -> one.get("id").asString().equals(id)
                                && !one.get("lastUsedAt").isNull()));
    }

    @Test
    void anAdministratorMakesKeysOfAnyTenant() {
        TenantId other = new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13));
        newTenant(other);

        for (KeyRole role : KeyRole.values()) {
            assertThat(newKey(other, role).get(ApiClient.DEFINITIONS).status()).isEqualTo(200);
        }
    }

    private JsonNode made(ApiClient by, String body) {
        Answer answer = by.post(keys(), body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data();
    }

    private ApiClient client(JsonNode issued) {
        return new ApiClient(port, issued.get("key").asString());
    }

    private String keys() {
        return ApiClient.TENANTS + "/" + tenantId + "/keys";
    }
}
