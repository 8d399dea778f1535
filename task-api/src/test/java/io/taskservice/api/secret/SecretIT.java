package io.taskservice.api.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretIT extends ApiTest {

    private static final String PATH = ApiClient.SECRETS;
    private static final String CANARY = "canary-" + UUID.randomUUID();
    private static final String HOURLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"";

    @Test
    void setsListsAndDeletesAndNeverTellsAValue() {
        Answer set = put("db.password", CANARY);
        put("api-key_2", CANARY);
        Answer list = tenant.get(PATH + "?size=1");

        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(set.data().get("name").asString()).isEqualTo("db.password");
        assertThat(list.data().get("total").asInt()).isEqualTo(2);
        assertThat(list.data().get("items").get(0).get("name").asString()).isEqualTo("api-key_2");
        assertThat(list.data().get("items").get(0).get("updatedBy").asString()).isNotEmpty();
        assertThat(set.text() + list.text()).doesNotContain(CANARY);
        assertThat(tenant.delete(PATH + "/db.password").status()).isEqualTo(200);
        assertThat(tenant.delete(PATH + "/db.password").code()).isEqualTo("SECRET_NOT_FOUND");
        assertThat(sql("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log WHERE action LIKE 'secret.%'"
                        + " AND tenant_id = '" + tenantId + "'"))
                .isEqualTo("secret.create,secret.create,secret.delete");
    }

    @Test
    void aForeignSecretIsAnsweredAsAnAbsentOne() {
        put("mine", CANARY);
        ApiClient other =
                newTenant(new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13)));

        assertThat(other.delete(PATH + "/mine").status()).isEqualTo(404);
        assertThat(other.delete(PATH + "/no%20name").status()).isEqualTo(404);
        assertThat(other.get(PATH).data().get("items")).isEmpty();
        assertThat(other.post(ApiClient.SUBMIT, task("${secret:mine}")).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422 | value",
                "{\"value\":\"\"} | 422 | value",
                "{\"value\":null} | 422 | value",
                "{\"value\":\"a\\u0000b\"} | 422 | value",
                "{\"value\":7} | 400 | value",
                "{\"valeu\":\"x\"} | 400 | valeu"
            })
    void refusesWhatIsNoValue(String body, int status, String field) {
        Answer answer = tenant.send("PUT", PATH + "/name", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void refusesAValueThatIsTooLongAndANameThatIsNone() {
        assertThat(put("long", "x".repeat(8192)).status()).isEqualTo(200);
        assertThat(put("long", "x".repeat(8193)).status()).isEqualTo(422);
        assertThat(put("no%20name", "x").status()).isEqualTo(422);
        assertThat(put("n".repeat(65), "x").status()).isEqualTo(422);
    }

    @Test
    void refusalsDoNotRepeatWhatWasSent() {
        for (String body : new String[] {
            "{\"value\":[\"" + CANARY + "\"]}",
            "{\"valeu\":\"" + CANARY + "\"}",
            "{\"value\":\"" + CANARY,
            "\"" + CANARY + "\"",
            "{\"value\":\"" + CANARY + "\\u0001\"}",
            "{\"value\":" + CANARY + "}"
        }) {
            Answer answer = tenant.send("PUT", PATH + "/name", body);
            assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
            assertThat(answer.text()).doesNotContain(CANARY);
        }
    }

    @Test
    void paramsThatReferToASecretWhichIsNotThereAreRefusedByName() {
        put("known", CANARY);
        String both = "\"taskParams\":{\"x\":\"${secret:known}/${secret:unknown}\"}";
        String definition = created(anEcho(HOURLY, "\"taskParams\":{\"x\":\"${secret:known}\"}"));

        assertUnknown(tenant.post(ApiClient.DEFINITIONS, anEcho(HOURLY, both)), "taskParams");
        assertUnknown(tenant.send("PUT", ApiClient.DEFINITIONS + "/" + definition, anEcho(HOURLY, both)), "taskParams");
        assertUnknown(
                tenant.post(
                        ApiClient.DEFINITIONS + "/" + definition + "/run",
                        "{\"params\":{\"x\":\"${secret:unknown}\"}}"),
                "params");
        assertUnknown(tenant.post(ApiClient.SUBMIT, task("${secret:unknown}")), "params");
        String dead = dead(task("x"), "CODE", "died");
        assertUnknown(
                tenant.post("/api/v1/dead-letters/" + dead + "/redrive", "{\"params\":{\"x\":\"${secret:unknown}\"}}"),
                "params");
        assertThat(tenant.post(ApiClient.SUBMIT, task("a ${secret:known} b")).status())
                .isEqualTo(202);
    }

    @Test
    void aBatchRejectsTheTaskWhoseSecretIsNotThere() {
        put("known", CANARY);
        Answer answer = tenant.post(
                "/api/v1/tasks/batch",
                "{\"items\":[" + task("${secret:known}") + "," + task("${secret:unknown}") + "]}");

        assertThat(answer.data().get("accepted").asInt()).as(answer.text()).isEqualTo(1);
        assertThat(answer.data().get("rejected").asInt()).isEqualTo(1);
        assertThat(answer.text()).contains("UNKNOWN_SECRET").contains("'unknown'");
    }

    @Test
    void apiAndDatabaseShowTheReferenceAsItWasWritten() {
        put("known", CANARY);
        String id = submitted(task("Bearer ${secret:known}"));

        Answer shown = tenant.get("/api/v1/tasks/instances/" + id);

        assertThat(shown.text()).contains("Bearer ${secret:known}").doesNotContain(CANARY);
        assertThat(claim(id).params()).contains("${secret:known}");
        assertThat(sql("SELECT COUNT(*) FROM tenant_secrets WHERE CONVERT(ciphertext USING latin1) LIKE '%" + CANARY
                        + "%'"))
                .isEqualTo("0");
    }

    private static void assertUnknown(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text())
                .contains("\"field\":\"" + field + "\"")
                .contains("UNKNOWN_SECRET")
                .contains("'unknown'");
    }

    private Answer put(String name, String value) {
        return tenant.send("PUT", PATH + "/" + name, "{\"value\":\"" + value + "\"}");
    }

    private static String task(String text) {
        return "{\"handler\":\"echo\",\"params\":{\"x\":\"" + text + "\"}}";
    }
}
