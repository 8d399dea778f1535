package io.taskservice.api.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.tenant.KeyRole;
import io.taskservice.testkit.Together;
import io.taskservice.usage.UsageCounts;
import io.taskservice.usage.UsageLoop;
import io.taskservice.usage.UsageMeter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tenants are held to their quotas, are told so, and lose nothing but what was refused. */
class QuotaIT extends ApiTest {

    private static final String ECHO = "{\"handler\":\"echo\"}";
    private static final String DAILY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 2 * * ?\"";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired
    private UsageMeter meter;

    @Autowired
    private UsageLoop usageLoop;

    @Test
    void quotasAreTheDefaultsWhereNothingElseIsSaid() {
        JsonNode before = quotas();
        assertThat(before.get("effective")).isEqualTo(before.get("defaults"));
        assertThat(before.get("overrides").get("waiting").isNull()).isTrue();

        quotas("{\"waiting\":7,\"submitsPerSecond\":0}");

        JsonNode after = quotas();
        assertThat(after.get("effective").get("waiting").asInt()).isEqualTo(7);
        assertThat(after.get("effective").get("submitsPerSecond").asInt()).isZero();
        assertThat(after.get("effective").get("definitions"))
                .isEqualTo(after.get("defaults").get("definitions"));
        assertThat(after.get("overrides").get("waiting").asInt()).isEqualTo(7);

        quotas("{}");
        assertThat(quotas().get("effective")).isEqualTo(before.get("defaults"));
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'tenant.quotas' AND tenant_id = '" + tenantId
                        + "'"))
                .isEqualTo("2");
    }

    @Test
    void onlyThePlatformSetsQuotasAndOnlyTheOwnCanBeSeen() {
        ApiClient viewer = newKey(tenantId, KeyRole.VIEWER);
        TenantId other = new TenantId("t-" + UUID.randomUUID().toString().substring(0, 13));
        newTenant(other);

        assertThat(viewer.get(path("quotas")).status()).isEqualTo(200);
        assertThat(viewer.get(path("usage")).status()).isEqualTo(200);
        assertThat(tenant.put(path("quotas"), "{\"waiting\":0}").status()).isEqualTo(403);
        assertThat(tenant.get(ApiClient.TENANTS + "/" + other + "/quotas").code())
                .isEqualTo("TENANT_NOT_FOUND");
        assertThat(tenant.get(ApiClient.TENANTS + "/" + other + "/usage").code())
                .isEqualTo("TENANT_NOT_FOUND");
        assertThat(admin.put(ApiClient.TENANTS + "/absent/quotas", "{}").code()).isEqualTo("TENANT_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"waiting\":-1}|waiting|TOO_SMALL",
                "{\"running\":1000001}|running|TOO_LARGE",
                "{\"paramsBytes\":60001}|paramsBytes|TOO_LARGE",
                "{\"waiting\":\"many\"}|waiting|WRONG_TYPE",
                "{\"sleeping\":1}|sleeping|UNKNOWN_FIELD"
            })
    void quotasThatMakeNoSenseAreRefused(String body, String field, String code) {
        Answer answer = admin.put(path("quotas"), body);

        assertThat(answer.status()).as(answer.text()).isIn(400, 422);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo(code);
    }

    @Test
    void noMoreDefinitionsThanTheQuotaHoweverManyAskAtOnce() {
        quotas("{\"definitions\":3}");

        List<Answer> answers = Together.call(8, i -> tenant.post(ApiClient.DEFINITIONS, anEcho(DAILY)));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(3);
        Answer refused = tenant.post(ApiClient.DEFINITIONS, anEcho(DAILY));
        assertRefused(refused, "\"definitions\";q=3", "\"definitions\";r=0;t=60");
        assertThat(refused.message()).contains("3 definitions");

        String one = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow()
                .data()
                .get("id")
                .asString();
        assertThat(tenant.delete(ApiClient.DEFINITIONS + "/" + one).status()).isEqualTo(200);
        assertThat(tenant.post(ApiClient.DEFINITIONS, anEcho(DAILY)).status()).isEqualTo(201);
    }

    @Test
    void noMoreTasksAreAcceptedInASecondThanTheQuota() {
        quotas("{\"submitsPerSecond\":5}");

        long start = System.nanoTime();
        List<Answer> answers = IntStream.range(0, 40)
                .mapToObj(i -> tenant.post(ApiClient.SUBMIT, ECHO))
                .toList();
        double seconds = (System.nanoTime() - start) / 1e9;

        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(answers.size() - refused.size()).isBetween(5, 6 + (int) (5 * seconds));
        assertThat(refused).isNotEmpty();
        assertRefused(refused.get(0), "\"submits\";q=5;w=1", "\"submits\";r=0;t=1");
        assertThat(sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + tenantId + "'"))
                .isEqualTo("" + (answers.size() - refused.size()));
        await().atMost(SOON).until(() -> tenant.post(ApiClient.SUBMIT, ECHO).status() == 202);
    }

    @Test
    void noMoreWaitThanTheQuotaUntilOthersHaveRun() {
        quotas("{\"waiting\":3}");
        String first = submitted(ECHO);
        submitted(ECHO);
        submitted("{\"handler\":\"echo\",\"delay\":3600000}");

        Answer full = tenant.post(ApiClient.SUBMIT, ECHO);

        assertRefused(full, "\"waiting\";q=3", "\"waiting\";r=0;t=5");
        assertThat(full.message()).contains("3 instances waiting");
        succeed(claim(first));
        await().atMost(SOON).until(() -> tenant.post(ApiClient.SUBMIT, ECHO).status() == 202);
    }

    @Test
    void runsRetriesAndRedrivesCountToo() {
        String definition = created(anEcho(DAILY));
        String failed = dead(ECHO, "BROKEN", null);
        submitted("{\"handler\":\"echo\",\"delay\":3600000}");
        quotas("{\"waiting\":1}");

        assertThat(tenant.post(ApiClient.DEFINITIONS + "/" + definition + "/run", null)
                        .code())
                .isEqualTo("QUOTA_EXCEEDED");
        assertThat(tenant.post(ApiClient.INSTANCES + "/" + failed + "/retry", null)
                        .code())
                .isEqualTo("QUOTA_EXCEEDED");
        assertThat(tenant.post(ApiClient.DEAD_LETTERS + "/" + failed + "/redrive", null)
                        .code())
                .isEqualTo("QUOTA_EXCEEDED");
        assertThat(tenant.post(ApiClient.DEAD_LETTERS + "/redrive", "{\"filter\":{}}")
                        .code())
                .isEqualTo("QUOTA_EXCEEDED");

        quotas("{}");
        assertThat(tenant.post(ApiClient.DEAD_LETTERS + "/" + failed + "/redrive", null)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void whatARequestKeyHasMadeIsFoundThoughTheQuotaIsUsedUp() {
        quotas("{\"waiting\":1}");
        String body = "{\"handler\":\"echo\",\"requestKey\":\"k\"}";
        String first = submitted(body);

        Answer again = tenant.post(ApiClient.SUBMIT, body);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.data().get("id").asString()).isEqualTo(first);
        assertThat(tenant.post(ApiClient.SUBMIT, ECHO).status()).isEqualTo(429);
    }

    @Test
    void ofABatchTheFirstAreAcceptedAndTheOthersSayWhyNot() {
        quotas("{\"waiting\":2}");

        Answer answer = tenant.post(
                ApiClient.BATCH,
                "{\"items\":[{\"handler\":\"nobody\"}," + ECHO + "," + ECHO
                        + ",{\"handler\":\"echo\",\"requestKey\":\"k\"},{\"handler\":\"echo\",\"requestKey\":\"k\"}]}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("status").asString()))
                .containsExactly("rejected", "accepted", "accepted", "rejected", "rejected");
        assertThat(answer.data().get("items").get(3).get("error_code").asString())
                .isEqualTo("QUOTA_EXCEEDED");
        assertThat(answer.data().get("items").get(4).get("error_code").asString())
                .isEqualTo("QUOTA_EXCEEDED");
        assertThat(sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + tenantId + "'"))
                .isEqualTo("2");
    }

    @Test
    void anAtomicBatchIsRefusedWholeAndCanBeSentAgain() {
        quotas("{\"submitsPerSecond\":3}");
        String five = IntStream.range(0, 5).mapToObj(i -> ECHO).collect(Collectors.joining(","));

        Answer tooLarge = tenant.post(ApiClient.BATCH, "{\"atomic\":true,\"items\":[" + five + "]}");

        assertThat(tooLarge.code()).isEqualTo("QUOTA_EXCEEDED");
        assertThat(tooLarge.message()).contains("smaller batches");
        assertThat(sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id = '" + tenantId + "'"))
                .isEqualTo("0");
        String three = "{\"atomic\":true,\"items\":[" + ECHO + "," + ECHO + "," + ECHO + "]}";
        assertThat(tenant.post(ApiClient.BATCH, three).status()).isEqualTo(202);
    }

    @Test
    void paramsAreNoLongerThanTheQuota() {
        quotas("{\"paramsBytes\":10}");
        String definition = created(anEcho(DAILY, "\"taskParams\":\"0123456789\""));

        List<Answer> refused = List.of(
                tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"params\":\"01234中56789\"}"),
                tenant.post(ApiClient.DEFINITIONS, anEcho(DAILY, "\"taskParams\":\"01234567890\"")),
                tenant.put(ApiClient.DEFINITIONS + "/" + definition, anEcho(DAILY, "\"taskParams\":\"01234567890\"")),
                tenant.post(ApiClient.DEFINITIONS + "/" + definition + "/run", "{\"params\":\"01234567890\"}"));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.fieldCode()).isEqualTo("QUOTA_EXCEEDED");
            assertThat(answer.message()).contains("quota is 10");
        });
        assertThat(tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"params\":\"0123456789\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void noMoreRunAtOnceThanTheQuota() {
        quotas("{\"running\":2}");
        IntStream.range(0, 5).forEach(i -> submitted(ECHO));

        List<Claim> running = ofTenant(claims("default"));

        assertThat(running).hasSize(2);
        assertThat(ofTenant(claims("default"))).isEmpty();
        succeed(running.get(0));
        assertThat(ofTenant(claims("default"))).hasSize(1);
    }

    @Test
    void usageShowsEachDayTheTotalAndWhatIsInUse() {
        quotas("{\"waiting\":2}");
        String definition = created(anEcho(DAILY));
        submitted(ECHO);
        run(definition);
        tenant.post(ApiClient.SUBMIT, ECHO);
        meter.add(tenantId, UsageCounts.ofDeliveries(4));
        usageLoop.storeOnce();
        update("INSERT INTO tenant_usage VALUES ('" + tenantId + "', '2026-01-31', 1, 2, 3, 4, 5, 6, 7, 8, 9)");

        JsonNode usage = tenant.get(path("usage?from=2026-01-01&to=2026-12-31")).data();

        assertThat(usage.get("tenantId").asString()).isEqualTo(tenantId.value());
        assertThat(usage.get("now").toString()).isEqualTo("{\"definitions\":1,\"waiting\":2,\"running\":0}");
        assertThat(usage.get("quotas").get("waiting").asInt()).isEqualTo(2);
        assertThat(usage.get("days").get(0).get("day").asString()).isEqualTo("2026-01-31");
        assertThat(usage.get("days").get(0).get("used").get("runMs").asInt()).isEqualTo(7);
        JsonNode today = usage.get("days").get(1).get("used");
        assertThat(today.get("submits").asInt()).isEqualTo(2);
        assertThat(today.get("refusals").asInt()).isEqualTo(1);
        assertThat(today.get("deliveries").asInt()).isEqualTo(4);
        assertThat(usage.get("total").get("submits").asInt()).isEqualTo(3);
        assertThat(tenant.get(path("usage?to=2026-01-31")).data().get("from").asString())
                .isEqualTo("2026-01-02");
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-02-01&to=2026-01-31,from,after",
        "from=2025-01-01&to=2026-02-01,from,at most 366",
        "from=yesterday,from,a day such as",
        "to=2026-02-30,to,a day such as"
    })
    void rangesOfUsageThatMakeNoSenseAreRefused(String query, String field, String words) {
        Answer answer = tenant.get(path("usage?" + query));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.message()).contains(words);
    }

    private List<Claim> ofTenant(List<Claim> claims) {
        return claims.stream()
                .filter(claim -> claim.tenantId().equals(tenantId))
                .toList();
    }

    private static void assertRefused(Answer answer, String policy, String state) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("QUOTA_EXCEEDED");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo(policy);
        assertThat(answer.header("RateLimit")).isEqualTo(state);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    private JsonNode quotas() {
        return tenant.get(path("quotas")).data();
    }

    private void quotas(String body) {
        Answer answer = admin.put(path("quotas"), body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private String path(String below) {
        return ApiClient.TENANTS + "/" + tenantId + "/" + below;
    }
}
