package io.taskservice.api.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenantIT extends ApiTest {

    @Test
    void createsShowsAndListsTenants() {
        String id = "n-" + UUID.randomUUID().toString().substring(0, 8);
        Answer created = admin.post(ApiClient.TENANTS, "{\"id\":\"" + id + "\",\"name\":\"新租户\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(ApiClient.TENANTS + "/" + id);
        assertThat(admin.get(created.header("Location")).data()).isEqualTo(created.data());
        assertThat(admin.get(ApiClient.TENANTS + "?size=200")
                        .data()
                        .get("items")
                        .findValuesAsString("id"))
                .contains(id, "default");
        assertThat(admin.post(ApiClient.TENANTS, "{\"id\":\"" + id + "\",\"name\":\"x\"}")
                        .code())
                .isEqualTo("TENANT_EXISTS");
        assertThat(admin.get(ApiClient.TENANTS + "/absent").code()).isEqualTo("TENANT_NOT_FOUND");
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'tenant.create' AND object_id = '" + id + "'"))
                .isEqualTo("1");
    }

    @Test
    void badTenantsAreRefused() {
        for (String id : new String[] {"Acme", "a b", "-a", "", "x".repeat(37), "租户"}) {
            Answer answer = admin.post(ApiClient.TENANTS, "{\"id\":\"" + id + "\",\"name\":\"x\"}");
            assertThat(answer.status()).as(id).isEqualTo(422);
            assertThat(answer.field()).isEqualTo("id");
        }
        assertThat(admin.post(ApiClient.TENANTS, "{\"id\":\"system\",\"name\":\"x\"}")
                        .fieldCode())
                .isEqualTo("RESERVED");
        assertThat(admin.post(ApiClient.TENANTS, "{\"id\":\"x\"}").field()).isEqualTo("name");
    }

    @Test
    void theWeightOfATenantIsChosenAndChanged() {
        String path = ApiClient.TENANTS + "/" + tenantId;
        assertThat(admin.get(path).data().get("weight").asInt()).isEqualTo(100);
        String id = "w-" + UUID.randomUUID().toString().substring(0, 8);
        Answer heavy = admin.post(ApiClient.TENANTS, "{\"id\":\"" + id + "\",\"name\":\"x\",\"weight\":1000}");
        assertThat(heavy.data().get("weight").asInt()).isEqualTo(1000);

        Answer changed = admin.put(path, "{\"name\":\"Renamed\",\"weight\":7}");

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.data().get("name").asString()).isEqualTo("Renamed");
        assertThat(admin.get(path).data().get("weight").asInt()).isEqualTo(7);
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'tenant.change' AND object_id = '" + tenantId
                        + "'"))
                .isEqualTo("1");
    }

    @Test
    void badWeightsAreRefused() {
        String path = ApiClient.TENANTS + "/" + tenantId;
        for (String weight : new String[] {"0", "1001", "null"}) {
            Answer answer = admin.put(path, "{\"name\":\"x\",\"weight\":" + weight + "}");
            assertThat(answer.status()).as(weight).isEqualTo(422);
            assertThat(answer.field()).isEqualTo("weight");
        }
        assertThat(admin.put(path, "{\"name\":\"x\",\"weight\":\"10\"}").fieldCode())
                .isEqualTo("WRONG_TYPE");
        assertThat(admin.put(path, "{\"weight\":10}").field()).isEqualTo("name");
        assertThat(admin.post(ApiClient.TENANTS, "{\"id\":\"w\",\"name\":\"x\",\"weight\":0}")
                        .field())
                .isEqualTo("weight");
        assertThat(admin.put(ApiClient.TENANTS + "/absent", "{\"name\":\"x\",\"weight\":10}")
                        .code())
                .isEqualTo("TENANT_NOT_FOUND");
    }

    @Test
    void thePlatformsOwnTenantIsThereAndStaysAsItIs() {
        Answer system = admin.get(ApiClient.TENANTS + "/system");
        assertThat(system.data().get("name").asString()).isEqualTo("System");
        assertThat(system.data().get("status").asString()).isEqualTo("ACTIVE");

        for (Answer refused : new Answer[] {
            admin.post(ApiClient.TENANTS + "/system/disable", null),
            admin.post(ApiClient.TENANTS + "/system/keys", "{\"name\":\"x\"}"),
            admin.post(ApiClient.TENANTS + "/system/keys", "{\"name\":\"x\",\"role\":\"PLATFORM_ADMIN\"}")
        }) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("TENANT_RESERVED");
        }
        assertThat(admin.post(ApiClient.TENANTS + "/system/enable", null).status())
                .isEqualTo(200);
    }

    @Test
    void anAdministratorReschedulesThePlatformsOwnWork() {
        String[] there = {"X-Tenant-Id", "system"};
        Answer list = admin.get(ApiClient.DEFINITIONS, there);
        assertThat(list.data().get("items").findValuesAsString("taskName"))
                .containsExactly(
                        "cleanup-old-data", "cleanup-task-resources", "health-check", "monitor-task-execution");
        String id = list.data().get("items").get(0).get("id").asString();

        Answer replaced = admin.put(ApiClient.DEFINITIONS + "/" + id, """
                {"taskName":"cleanup-old-data","taskHandler":"system.retention","queue":"cleanup",
                 "scheduleType":"CRON","cronExpression":"0 30 3 * * ?","overlapPolicy":"FORBID"}""", there);

        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(replaced.data().get("nextFireTime").asString()).contains("T03:30:00");
        assertThat(tenant.get(ApiClient.DEFINITIONS + "/" + id).status()).isEqualTo(404);
        assertThat(tenant.get(ApiClient.DEFINITIONS, there).status()).isEqualTo(403);
    }

    @Test
    void makesListsAndRevokesKeys() {
        String keys = ApiClient.TENANTS + "/" + tenantId + "/keys";
        Answer issued =
                admin.post(keys, "{\"name\":\"billing\",\"role\":\"VIEWER\",\"expiresAt\":\"2090-01-01T00:00:00Z\"}");

        assertThat(issued.status()).isEqualTo(201);
        Answer list = admin.get(keys);
        assertThat(list.data().get("total").asInt()).isEqualTo(2);
        assertThat(list.text()).doesNotContain(issued.data().get("key").asString());
        String id = issued.data().get("id").asString();
        assertThat(admin.delete(ApiClient.TENANTS + "/default/keys/" + id).code())
                .isEqualTo("KEY_NOT_FOUND");
        assertThat(admin.delete(keys + "/" + id).status()).isEqualTo(200);
        assertThat(admin.get(keys).data().get("items").findValues("revokedAt"))
                .anyMatch(revokedAt -> !revokedAt.isNull());
        assertThat(admin.delete(keys + "/absent").code()).isEqualTo("KEY_NOT_FOUND");
        assertThat(sql("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log WHERE object_id = '" + id + "'"))
                .isEqualTo("key.create,key.revoke");
    }

    @Test
    void badKeysAreRefused() {
        String keys = ApiClient.TENANTS + "/" + tenantId + "/keys";

        assertThat(admin.post(keys, "{}").field()).isEqualTo("name");
        assertThat(admin.post(keys, "{\"name\":\"x\",\"role\":\"ROOT\"}").fieldCode())
                .isEqualTo("WRONG_TYPE");
        assertThat(admin.post(keys, "{\"name\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}")
                        .field())
                .isEqualTo("expiresAt");
        assertThat(admin.post(ApiClient.TENANTS + "/absent/keys", "{\"name\":\"x\"}")
                        .code())
                .isEqualTo("TENANT_NOT_FOUND");
    }
}
