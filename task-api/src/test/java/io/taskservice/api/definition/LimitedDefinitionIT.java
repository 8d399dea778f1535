package io.taskservice.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Claim;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class LimitedDefinitionIT extends ApiTest {

    private static final String HOURLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"";

    @Autowired
    private Signals signals;

    @Test
    void whatItsInstancesCarryIsKept() {
        String id = created(anEcho(
                HOURLY,
                "\"retryOn\":[\"TIMEOUT\",\"E1\"],\"noRetryOn\":[\"E2\"],\"queueTimeoutMs\":60000,"
                        + "\"maxConcurrency\":2,\"concurrencyKey\":\"k\""));

        JsonNode definition = tenant.get(ApiClient.DEFINITIONS + "/" + id).data();
        assertThat(definition.get("retryOn").toString()).isEqualTo("[\"E1\",\"TIMEOUT\"]");
        assertThat(definition.get("noRetryOn").toString()).isEqualTo("[\"E2\"]");
        assertThat(definition.get("queueTimeoutMs").asLong()).isEqualTo(60_000);
        assertThat(definition.get("maxConcurrency").asInt()).isEqualTo(2);
        assertThat(definition.get("concurrencyKey").asString()).isEqualTo("k");
        JsonNode instance = instance(run(id));
        for (String field : List.of("retryOn", "noRetryOn", "queueTimeoutMs", "maxConcurrency", "concurrencyKey")) {
            assertThat(instance.get(field)).as(field).isEqualTo(definition.get(field));
        }
        assertThat(instance.get("expiresAt").isNull()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"retryOn\":[\"a b\"]|422|retryOn|INVALID_FORMAT",
                "\"retryOn\":[null]|422|retryOn|REQUIRED",
                "\"retryOn\":[1]|400|retryOn[0]|WRONG_TYPE",
                "\"retryOn\":\"E\"|400|retryOn|WRONG_TYPE",
                "\"noRetryOn\":[\"\"]|422|noRetryOn|INVALID_FORMAT",
                "\"noRetryOn\":[null]|422|noRetryOn|REQUIRED",
                "\"queueTimeoutMs\":0|422|queueTimeoutMs|TOO_SMALL",
                "\"queueTimeoutMs\":2678400001|422|queueTimeoutMs|TOO_LARGE",
                "\"maxConcurrency\":0|422|maxConcurrency|TOO_SMALL",
                "\"maxConcurrency\":10001|422|maxConcurrency|TOO_LARGE",
                "\"maxConcurrency\":\"1\"|400|maxConcurrency|WRONG_TYPE",
                "\"concurrencyKey\":\"k\"|422|concurrencyKey|NEEDS_LIMIT",
                "\"concurrencyKey\":\"\",\"maxConcurrency\":1|422|concurrencyKey|TOO_LONG",
                "\"concurrencyKey\":\"\\u0000\",\"maxConcurrency\":1|422|concurrencyKey|INVALID_CHARACTER"
            })
    void badOnesAreNamed(String fields, int status, String field, String code) {
        Answer answer = tenant.post(ApiClient.DEFINITIONS, anEcho(HOURLY, fields));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo(code);
    }

    @Test
    void aTooLongListOfCodesOrKeyIsRefused() {
        String codes = "\"E\",".repeat(20) + "\"F\"";
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            many.append(i == 0 ? "" : ",").append("\"E").append(i).append('"');
        }
        assertThat(tenant.post(ApiClient.DEFINITIONS, anEcho(HOURLY, "\"retryOn\":[" + many + "]"))
                        .field())
                .isEqualTo("retryOn");
        assertThat(tenant.post(ApiClient.DEFINITIONS, anEcho(HOURLY, "\"retryOn\":[" + codes + "]"))
                        .status())
                .isEqualTo(201);
        assertThat(tenant.post(
                                ApiClient.DEFINITIONS,
                                anEcho(HOURLY, "\"maxConcurrency\":1,\"concurrencyKey\":\"" + "k".repeat(129) + "\""))
                        .field())
                .isEqualTo("concurrencyKey");
    }

    @Test
    void aNewLimitBearsOnWhatWaitsToo() {
        String body = anEcho(HOURLY, "\"queue\":\"" + tenantId + "\",\"maxConcurrency\":1");
        String id = created(body);
        for (int i = 0; i < 5; i++) {
            run(id);
        }
        assertThat(claims(tenantId.value())).hasSize(1);
        assertThat(waiting(id)).isEqualTo(4);
        AtomicInteger told = new AtomicInteger();
        signals.listen(Signal.INSTANCES_READY, told::incrementAndGet);

        replace(id, body.replace("\"maxConcurrency\":1", "\"maxConcurrency\":3"));
        assertThat(told).hasValue(1);
        List<Claim> more = claims(tenantId.value());
        assertThat(more).hasSize(2);
        replace(id, body.replace("\"maxConcurrency\":1", "\"maxConcurrency\":2"));
        succeed(more.get(0));
        assertThat(claims(tenantId.value())).isEmpty();
        replace(id, body.replace(",\"maxConcurrency\":1", ""));
        assertThat(claims(tenantId.value())).hasSize(2);
        assertThat(told).hasValue(3);
        replace(id, body.replace(",\"maxConcurrency\":1", ",\"description\":\"the same limit\""));
        assertThat(told).hasValue(3);
    }

    @Test
    void aLimitOnWhatHadNoneCountsWhatRuns() {
        String body = anEcho(HOURLY, "\"queue\":\"" + tenantId + "\"");
        String id = created(body);
        run(id);
        Claim running = claims(tenantId.value()).get(0);
        run(id);

        replace(id, body.replace("\"queue\"", "\"maxConcurrency\":1,\"queue\""));

        assertThat(claims(tenantId.value())).isEmpty();
        assertThat(waiting(id)).isEqualTo(1);
        succeed(running);
        assertThat(claims(tenantId.value())).hasSize(1);
    }

    @Test
    void aPointerIsLookedUpInTheParamsOfEachRun() {
        String id = created(anEcho(
                HOURLY,
                "\"taskParams\":{\"customer\":1},\"maxConcurrency\":1,\"concurrencyKey\":\"/customer\",\"queue\":\""
                        + tenantId + "\""));
        String run = ApiClient.DEFINITIONS + "/" + id + "/run";
        String usual = run(id);
        JsonNode other = tenant.post(run, "{\"params\":{\"customer\":2}}").data();
        JsonNode without = tenant.post(run, "{\"params\":\"text\"}").data();
        run(id);

        assertThat(instance(usual).get("concurrencyKey").asString()).isEqualTo("1");
        assertThat(other.get("concurrencyKey").asString()).isEqualTo("2");
        assertThat(without.get("concurrencyKey").isNull()).isTrue();
        assertThat(without.get("maxConcurrency").asInt()).isEqualTo(1);
        assertThat(claims(tenantId.value())).hasSize(3);
    }

    @Test
    void aRetryHasTheLimitThatItsDefinitionHasNow() {
        String body = anEcho(HOURLY, "\"queue\":\"" + tenantId + "\",\"maxConcurrency\":1");
        String id = created(body);
        String ended = run(id);
        succeed(claims(tenantId.value()).get(0));
        replace(id, body.replace("\"maxConcurrency\":1", "\"maxConcurrency\":4"));

        Answer again = tenant.post(ApiClient.INSTANCES + "/" + ended + "/retry", null);

        assertThat(again.data().get("maxConcurrency").asInt()).isEqualTo(4);
    }

    private void replace(String id, String body) {
        Answer answer = tenant.put(ApiClient.DEFINITIONS + "/" + id, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private int waiting(String id) {
        return Integer.parseInt(sql("SELECT COUNT(*) FROM task_instances WHERE status = 'SCHEDULED'"
                + " AND run_at = '9998-01-01' AND task_definition_id = '" + id + "'"));
    }

    private JsonNode instance(String id) {
        return tenant.get(ApiClient.INSTANCES + "/" + id).data();
    }
}
