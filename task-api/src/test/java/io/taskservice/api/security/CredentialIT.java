package io.taskservice.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.ApiTestApplication;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CredentialIT extends ApiTest {

    private static final String MINE = ApiClient.DEFINITIONS;

    @Test
    void aKeyIsAcceptedInEitherHeader() {
        String key = newKey("").get("key").asString();

        assertThat(key).matches("tsk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
        assertThat(nobody.get(MINE, "Authorization", "Bearer " + key).status()).isEqualTo(200);
        assertThat(nobody.get(MINE, "Authorization", "bearer " + key).status()).isEqualTo(200);
        assertThat(nobody.get(MINE, "X-API-Key", key).status()).isEqualTo(200);
    }

    @Test
    void anythingElseIsRefused() {
        String key = newKey("").get("key").asString();
        String mistyped = key.substring(0, key.length() - 1) + (key.endsWith("a") ? "b" : "a");
        String otherSecret = "tsk_" + key.substring(4, 17) + "A".repeat(49);
        for (String wrong : new String[] {"", "x", mistyped, otherSecret, "A".repeat(40), key + "x", "tsk_", "'"}) {
            Answer answer = nobody.get(MINE, "Authorization", "Bearer " + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
        assertThat(nobody.get(MINE, "Authorization", "Basic YTpi").status()).isEqualTo(401);
        assertThat(nobody.get(MINE + "?api_key=" + key).status()).isEqualTo(401);
    }

    @Test
    void onlyAHashOfTheKeyIsStored() {
        String key = newKey("").get("key").asString();
        String keyId = key.substring(4, 16);

        assertThat(sql("SELECT CONCAT_WS(' ', id, key_id, secret_hash, name) FROM api_keys WHERE key_id = '" + keyId
                        + "'"))
                .contains(keyId)
                .doesNotContain(key.substring(17));
        assertThat(sql("SELECT COUNT(*) FROM idempotency_keys WHERE response LIKE '%" + key + "%'"))
                .isEqualTo("0");
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE detail LIKE '%" + key.substring(17) + "%'"))
                .isEqualTo("0");
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceOnTheNodeThatRevokedIt() {
        JsonNode issued = newKey("");
        String key = issued.get("key").asString();
        assertThat(nobody.get(MINE, "X-API-Key", key).status()).isEqualTo(200);

        Answer revoked = admin.delete(keys() + "/" + issued.get("id").asString());

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(nobody.get(MINE, "X-API-Key", key).status()).isEqualTo(401);
        assertThat(admin.delete(keys() + "/" + issued.get("id").asString()).status())
                .isEqualTo(200);
    }

    @Test
    void anExpiredKeyIsRefusedWithinSeconds() {
        String key = newKey(",\"expiresAt\":\"" + database.now().plusSeconds(2) + "\"")
                .get("key")
                .asString();

        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> nobody.get(MINE, "X-API-Key", key).status() == 401);
    }

    @Test
    void onlyAPlatformAdministratorMayNameAnotherTenant() {
        created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""));

        Answer looked = admin.get(MINE, "X-Tenant-Id", tenantId.value());
        assertThat(looked.data().get("total").asInt()).isEqualTo(1);
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'tenant.act-for' AND tenant_id = '" + tenantId
                        + "' AND object_id = 'GET " + MINE + "'"))
                .isEqualTo("1");
        assertThat(tenant.get(MINE, "X-Tenant-Id", tenantId.value()).status()).isEqualTo(200);
        Answer foreign = tenant.get(MINE, "X-Tenant-Id", "default");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(tenant.get(MINE, "X-Tenant-Id", "absent").status()).isEqualTo(403);
        assertThat(admin.get(MINE, "X-Tenant-Id", "absent").code()).isEqualTo("TENANT_NOT_FOUND");
        for (String bad : new String[] {"' or 1=1 --", "", "DEFAULT", "*", "-a", "x".repeat(37)}) {
            Answer answer = admin.get(MINE, "X-Tenant-Id", bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("X-Tenant-Id");
        }
    }

    @Test
    void whatAnAdministratorDoesInAnotherTenantBelongsToItAndNamesTheAdministrator() {
        String[] there = {"X-Tenant-Id", tenantId.value()};
        Answer created =
                admin.post(MINE, anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""), there);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.data().get("id").asString();

        Answer run = admin.post(MINE + "/" + id + "/run", null, there);

        assertThat(run.status()).isEqualTo(202);
        assertThat(tenant.get(MINE + "/" + id).status()).isEqualTo(200);
        assertThat(admin.get(MINE + "/" + id).status()).isEqualTo(404);
        String instance = ApiClient.INSTANCES + "/" + run.data().get("id").asString();
        assertThat(tenant.get(instance).status()).isEqualTo(200);
        assertThat(admin.get(instance).status()).isEqualTo(404);
        assertThat(admin.get(ApiClient.SCHEDULER + "/status", there)
                        .data()
                        .get("activeInstances")
                        .get("PENDING")
                        .asInt())
                .isEqualTo(1);
        assertThat(sql("SELECT COUNT(DISTINCT actor) FROM audit_log WHERE tenant_id = '" + tenantId
                        + "' AND action IN ('definition.create', 'definition.run', 'instance.run') AND actor IN"
                        + " (SELECT key_id FROM api_keys WHERE role = 'PLATFORM_ADMIN')"))
                .isEqualTo("1");
    }

    @Test
    void aDisabledTenantIsShutOutAndItsDefinitionsSuspended() {
        String id = created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""));

        assertThat(admin.post(ApiClient.TENANTS + "/" + tenantId + "/disable", null)
                        .data()
                        .get("status")
                        .asString())
                .isEqualTo("DISABLED");

        assertThat(tenant.get(MINE).status()).isEqualTo(403);
        assertThat(tenant.get(MINE).code()).isEqualTo("TENANT_DISABLED");
        assertThat(admin.get(MINE + "/" + id, "X-Tenant-Id", tenantId.value())
                        .data()
                        .get("status")
                        .asString())
                .isEqualTo("SUSPENDED");
        Answer change = admin.post(MINE + "/" + id + "/run", null, "X-Tenant-Id", tenantId.value());
        assertThat(change.code()).isEqualTo("TENANT_DISABLED");

        admin.post(ApiClient.TENANTS + "/" + tenantId + "/enable", null);
        assertThat(tenant.get(MINE + "/" + id).data().get("status").asString()).isEqualTo("ENABLED");
    }

    @Test
    void theLastAdminKeyCannotBeRevoked() {
        update(
                "UPDATE api_keys SET revoked_at = UTC_TIMESTAMP(3) WHERE role = 'PLATFORM_ADMIN' AND key_id NOT LIKE 'env%'");
        String adminKeyId = sql("SELECT id FROM api_keys WHERE tenant_id = 'default' AND role = 'PLATFORM_ADMIN'"
                + " AND revoked_at IS NULL LIMIT 1");

        Answer answer = admin.delete(ApiClient.TENANTS + "/default/keys/" + adminKeyId);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("LAST_ADMIN_KEY");
        assertThat(new ApiClient(port, ApiTestApplication.ADMIN_KEY)
                        .get(ApiClient.TENANTS)
                        .status())
                .isEqualTo(200);
    }

    private JsonNode newKey(String others) {
        Answer answer = admin.post(keys(), "{\"name\":\"a key\"" + others + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data();
    }

    private String keys() {
        return ApiClient.TENANTS + "/" + tenantId + "/keys";
    }
}
