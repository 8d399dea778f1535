package io.taskservice.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DefinitionIT extends ApiTest {

    private static final String HOURLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"";

    @Test
    void theRequestOfTheRequirementWorksAsItIs() {
        Answer answer = tenant.post(ApiClient.DEFINITIONS, """
                {"taskName":"数据同步任务","taskHandler":"customTaskHandler","scheduleType":"CRON",
                "cronExpression":"0 0 2 * * ?",
                "taskParams":"{\\"source\\":\\"db1\\",\\"target\\":\\"db2\\"}",
                "description":"每天凌晨2点执行数据同步","enabled":true}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().get("status").asString()).isEqualTo("success");
        assertThat(answer.data().get("taskName").asString()).isEqualTo("数据同步任务");
        assertThat(answer.data().get("taskParams").asString()).isEqualTo("{\"source\":\"db1\",\"target\":\"db2\"}");
        assertThat(answer.data().get("status").asString()).isEqualTo("ENABLED");
        assertThat(answer.data().get("nextFireTime").asString()).endsWith("T02:00:00Z");
        assertThat(answer.data().get("scheduleDescription").get("zh").asString())
                .isNotBlank();
        assertThat(answer.header("Location"))
                .isEqualTo(ApiClient.DEFINITIONS + "/" + answer.data().get("id").asString());
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(tenant.get(answer.header("Location")).data()).isEqualTo(answer.data());
    }

    @Test
    void keepsParamsGivenAsJsonAsTheirText() {
        String id = created(anEcho(HOURLY, "\"taskParams\":{\"amount\":1.10,\"ids\":[1,2]}"));

        assertThat(tenant.get(ApiClient.DEFINITIONS + "/" + id)
                        .data()
                        .get("taskParams")
                        .asString())
                .isEqualTo("{\"amount\":1.10,\"ids\":[1,2]}");
    }

    @Test
    void fillsInDefaults() {
        String id = created(anEcho(HOURLY));
        var data = tenant.get(ApiClient.DEFINITIONS + "/" + id).data();

        assertThat(data.get("timeZone").asString()).isEqualTo("UTC");
        assertThat(data.get("queue").asString()).isEqualTo("default");
        assertThat(data.get("priority").asInt()).isEqualTo(5);
        assertThat(data.get("maxAttempts").asInt()).isEqualTo(1);
        assertThat(data.get("misfirePolicy").asString()).isEqualTo("FIRE_ONCE");
        assertThat(data.get("overlapPolicy").asString()).isEqualTo("ALLOW");
        assertThat(data.get("delivery").asString()).isEqualTo("AT_LEAST_ONCE");
        assertThat(data.get("timeoutMs").isNull()).isTrue();
    }

    @Test
    void aFixedRateFiresFirstOneIntervalFromNow() {
        Instant before = database.now();
        String id = created(anEcho("\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":60000"));

        assertThat(nextFireOf(id))
                .isBetween(before.plusSeconds(60), database.now().plusSeconds(60));
    }

    @Test
    void aFixedRateWithAStartInThePastKeepsItsGrid() {
        Instant start = database.now().minus(Duration.ofMinutes(90));
        String id = created(
                anEcho("\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":3600000,\"startsAt\":\"%s\"".formatted(start)));

        assertThat(nextFireOf(id)).isEqualTo(start.plus(Duration.ofHours(2)));
    }

    @Test
    void aFixedDelayFiresAtOnce() {
        String id = created(anEcho("\"scheduleType\":\"FIXED_DELAY\",\"intervalMs\":60000"));

        assertThat(nextFireOf(id)).isBeforeOrEqualTo(database.now());
    }

    @Test
    void aOnceFiresAtItsInstant() {
        Instant at = database.now().plus(Duration.ofDays(3));
        String id = created(anEcho("\"scheduleType\":\"ONCE\",\"runAt\":\"%s\"".formatted(at)));

        assertThat(nextFireOf(id)).isEqualTo(at);
    }

    @Test
    void anEditThatLeavesTheScheduleAloneLeavesTheNextFireAlone() {
        String body = anEcho("\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":60000");
        String id = created(body);
        Instant next = nextFireOf(id);

        Answer edited =
                tenant.put(ApiClient.DEFINITIONS + "/" + id, body.replace("}", ",\"description\":\"now with words\"}"));

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.data().get("version").asInt()).isEqualTo(2);
        assertThat(edited.header("ETag")).isEqualTo("\"2\"");
        assertThat(nextFireOf(id)).isEqualTo(next);
    }

    @Test
    void anotherScheduleStartsAnew() {
        String body = anEcho("\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":60000");
        String id = created(body);

        Instant before = database.now();
        tenant.put(ApiClient.DEFINITIONS + "/" + id, body.replace("60000", "90000"));

        assertThat(nextFireOf(id))
                .isBetween(before.plusSeconds(90), database.now().plusSeconds(90));
    }

    @Test
    void disablingAndEnablingAreIdempotent() {
        String path = ApiClient.DEFINITIONS + "/" + created(anEcho(HOURLY));

        Answer disabled = tenant.post(path + "/disable", null);
        Answer again = tenant.post(path + "/disable", null);
        Answer enabled = tenant.post(path + "/enable", null);
        Answer enabledAgain = tenant.post(path + "/enable", null);

        assertThat(disabled.data().get("status").asString()).isEqualTo("DISABLED");
        assertThat(disabled.data().get("enabled").asBoolean()).isFalse();
        assertThat(disabled.data().get("nextFireTime").isNull()).isTrue();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("ETag")).isEqualTo(disabled.header("ETag"));
        assertThat(enabled.data().get("nextFireTime").isNull()).isFalse();
        assertThat(enabledAgain.header("ETag")).isEqualTo(enabled.header("ETag"));
    }

    @Test
    void enablingAFixedDelayWhoseInstanceRunsLetsTheChainGoOnAtItsEnd() {
        String id =
                created(anEcho("\"scheduleType\":\"FIXED_DELAY\",\"intervalMs\":60000,\"overlapPolicy\":\"QUEUE\""));
        String instance = run(id);
        tenant.post(ApiClient.DEFINITIONS + "/" + id + "/disable", null);

        Answer enabled = tenant.post(ApiClient.DEFINITIONS + "/" + id + "/enable", null);
        assertThat(enabled.data().get("nextFireTime").isNull()).isTrue();

        succeed(claim(instance));
        assertThat(nextFireOf(id)).isAfter(database.now().plusSeconds(50));
    }

    /** What was active before nobody would have waited for: a fire after the edit would have, for ever. */
    @Test
    void aDefinitionThatBecomesSerialActsOnTheEndOfWhatRunsAlready() {
        String id = created(anEcho(HOURLY));
        var claim = claim(run(id));

        Answer edited = tenant.put(ApiClient.DEFINITIONS + "/" + id, anEcho(HOURLY + ",\"overlapPolicy\":\"QUEUE\""));
        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        String next = run(id);
        assertThat(tenant.get(ApiClient.INSTANCES + "/" + next)
                        .data()
                        .get("status")
                        .asString())
                .isEqualTo("SCHEDULED");
        succeed(claim);

        assertThat(tenant.get(ApiClient.INSTANCES + "/" + next)
                        .data()
                        .get("status")
                        .asString())
                .isEqualTo("PENDING");
    }

    @Test
    void deletesADefinitionAndKeepsItsInstances() {
        String id = created(anEcho(HOURLY));
        String instance = run(id);
        succeed(claim(instance));

        Answer deleted = tenant.delete(ApiClient.DEFINITIONS + "/" + id);

        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertThat(deleted.data().isNull()).isTrue();
        assertThat(tenant.get(ApiClient.DEFINITIONS + "/" + id).code()).isEqualTo("DEFINITION_NOT_FOUND");
        assertThat(tenant.get(ApiClient.INSTANCES + "/" + instance).status()).isEqualTo(200);
    }

    @Test
    void refusesToDeleteADefinitionWithActiveInstances() {
        String id = created(anEcho(HOURLY));
        String instance = run(id);

        assertThat(tenant.delete(ApiClient.DEFINITIONS + "/" + id).code()).isEqualTo("HAS_ACTIVE_INSTANCES");
        claim(instance);
        Answer whileRunning = tenant.delete(ApiClient.DEFINITIONS + "/" + id);
        assertThat(whileRunning.status()).isEqualTo(409);
        assertThat(whileRunning.code()).isEqualTo("HAS_ACTIVE_INSTANCES");
    }

    @Test
    void listsByPageStatusHandlerAndName() {
        created(anEcho(HOURLY));
        created(anEcho(HOURLY, "\"enabled\":false"));
        created(anEcho(HOURLY).replace("echo ", "Other "));

        var all = tenant.get(ApiClient.DEFINITIONS + "?page=1&size=2").data();
        assertThat(all.get("total").asInt()).isEqualTo(3);
        assertThat(all.get("items")).hasSize(2);
        assertThat(tenant.get(ApiClient.DEFINITIONS + "?page=2&size=2").data().get("items"))
                .hasSize(1);
        assertThat(tenant.get(ApiClient.DEFINITIONS + "?status=DISABLED")
                        .data()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(tenant.get(ApiClient.DEFINITIONS + "?handler=sleep")
                        .data()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(tenant.get(ApiClient.DEFINITIONS + "?q=oTHER")
                        .data()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void showsNextFireTimesAndGaps() {
        String id = created(anEcho(HOURLY, "\"timeZone\":\"Europe/Berlin\""));

        var fires = tenant.get(ApiClient.DEFINITIONS + "/" + id + "/next-fire-times?count=3")
                .data();
        assertThat(fires.get("fires")).hasSize(3);
        assertThat(fires.get("fires").get(0).get("timeZone").asString()).isEqualTo("Europe/Berlin");
        assertThat(fires.get("fires").get(0).get("fireTime").asString())
                .isEqualTo(nextFireOf(id).toString());

        update(
                "INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)"
                        + " VALUES (UUID(), '" + tenantId + "', '" + id
                        + "', '2026-01-01 00:00:00', '2026-01-01 05:00:00', 6,"
                        + " 'MISFIRE', UTC_TIMESTAMP(3))");
        var gaps = tenant.get(ApiClient.DEFINITIONS + "/" + id + "/gaps").data().get("items");
        assertThat(gaps).hasSize(1);
        assertThat(gaps.get(0).get("fires").asInt()).isEqualTo(6);
        assertThat(gaps.get(0).get("reason").asString()).isEqualTo("MISFIRE");
    }

    @Test
    void writesAnAuditEntryForEachChange() {
        String path = ApiClient.DEFINITIONS + "/" + created(anEcho(HOURLY));
        tenant.post(path + "/disable", null);
        tenant.delete(path);

        assertThat(sql("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log WHERE tenant_id = '" + tenantId
                        + "' AND action LIKE 'definition.%'"))
                .isEqualTo("definition.create,definition.disable,definition.delete");
    }

    private Instant nextFireOf(String id) {
        return Instant.parse(tenant.get(ApiClient.DEFINITIONS + "/" + id)
                .data()
                .get("nextFireTime")
                .asString());
    }
}
