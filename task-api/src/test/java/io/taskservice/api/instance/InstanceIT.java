package io.taskservice.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Claim;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class InstanceIT extends ApiTest {

    private static final String HOURLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"";

    @Autowired
    private Signals signals;

    @Test
    void runsADefinitionNowWithParamsOfItsOwn() {
        String id = created(anEcho(HOURLY, "\"taskParams\":\"usual\",\"enabled\":false"));
        AtomicInteger woken = new AtomicInteger();
        signals.listen(Signal.INSTANCES_READY, woken::incrementAndGet);

        Answer plain = tenant.post(ApiClient.DEFINITIONS + "/" + id + "/run", null);
        Answer special =
                tenant.post(ApiClient.DEFINITIONS + "/" + id + "/run", "{\"params\":{\"a\":[1]},\"bizKey\":\"订单-1\"}");

        assertThat(plain.status()).as(plain.text()).isEqualTo(202);
        assertThat(plain.header("Location"))
                .isEqualTo(ApiClient.INSTANCES + "/" + plain.data().get("id").asString());
        assertThat(plain.data().get("executionParams").asString()).isEqualTo("usual");
        assertThat(plain.data().get("status").asString()).isEqualTo("PENDING");
        assertThat(plain.data().get("traceId").asString()).isEqualTo(plain.header("X-Trace-Id"));
        assertThat(special.data().get("executionParams").asString()).isEqualTo("{\"a\":[1]}");
        assertThat(special.data().get("bizKey").asString()).isEqualTo("订单-1");
        assertThat(woken).hasValue(2);
    }

    @Test
    void badRunsAreRefused() {
        String run = ApiClient.DEFINITIONS + "/" + created(anEcho(HOURLY)) + "/run";

        assertThat(tenant.post(run, "{\"parms\":1}").fieldCode()).isEqualTo("UNKNOWN_FIELD");
        assertThat(tenant.post(run, "{\"params\":1}").fieldCode()).isEqualTo("WRONG_TYPE");
        assertThat(tenant.post(run, "{\"bizKey\":\"" + "x".repeat(129) + "\"}").status())
                .isEqualTo(422);
        assertThat(tenant.post(run, "{\"params\":\"" + "x".repeat(60_001) + "\"}")
                        .field())
                .isEqualTo("params");
    }

    @Test
    void theOverlapPolicyHoldsForRunsByHand() {
        String forbid = created(anEcho(HOURLY, "\"overlapPolicy\":\"FORBID\""));
        String queue = created(anEcho(HOURLY, "\"overlapPolicy\":\"QUEUE\""));
        String replace = created(anEcho(HOURLY, "\"overlapPolicy\":\"REPLACE\""));

        run(forbid);
        Answer refused = tenant.post(ApiClient.DEFINITIONS + "/" + forbid + "/run", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("HAS_ACTIVE_INSTANCES");

        Claim first = claim(run(queue));
        String second = run(queue);
        assertThat(instance(second).get("waitsForTurn").asBoolean()).isTrue();
        assertThat(instance(second).get("runAt").isNull()).isTrue();
        succeed(first);
        assertThat(instance(second).get("status").asString()).isEqualTo("PENDING");

        String waiting = run(replace);
        Claim running = claim(waiting);
        String next = run(replace);
        assertThat(instance(waiting).get("cancelRequested").asBoolean()).isTrue();
        assertThat(instance(next).get("waitsForTurn").asBoolean()).isTrue();
        String last = run(replace);
        assertThat(instance(next).get("status").asString()).isEqualTo("CANCELLED");
        succeed(running);
        assertThat(instance(last).get("status").asString()).isEqualTo("PENDING");
    }

    @Test
    void listsNewestFirstByCursorAndFilters() {
        String id = created(anEcho(HOURLY));
        String first = run(id);
        String second = run(id);
        String third = run(created(anEcho(HOURLY)));
        succeed(claim(first));

        JsonNode slice = list("?limit=2");
        assertThat(slice.get("items").findValuesAsString("id")).containsExactly(third, second);
        JsonNode rest = list("?limit=2&cursor=" + slice.get("nextCursor").asString());
        assertThat(rest.get("items").findValuesAsString("id")).containsExactly(first);
        assertThat(rest.get("nextCursor").isNull()).isTrue();
        assertThat(list("?definitionId=" + id).get("items")).hasSize(2);
        assertThat(list("?status=SUCCESS").get("items").findValuesAsString("id"))
                .containsExactly(first);
        assertThat(list("?status=SUCCESS&status=PENDING&status=RUNNING").get("items"))
                .hasSize(3);
        assertThat(list("?handler=echo").get("items")).hasSize(3);
        assertThat(list("?handler=other").get("items")).isEmpty();
        assertThat(list("?from=" + database.now().plusSeconds(60)).get("items")).isEmpty();
        assertThat(list("?to=" + database.now().plusSeconds(60)).get("items")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=201,limit,OUT_OF_RANGE",
        "limit=0,limit,OUT_OF_RANGE",
        "cursor=x,cursor,INVALID_FORMAT",
        "status=DONE,status,WRONG_TYPE",
        "from=yesterday,from,WRONG_TYPE",
        "statuss=FAILED,statuss,UNKNOWN_PARAMETER"
    })
    void badParametersAreNamed(String query, String field, String code) {
        Answer answer = tenant.get(ApiClient.INSTANCES + "?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo(code);
    }

    @Test
    void cancelsWhatWaitsAtOnceAndAsksWhatRuns() {
        AtomicInteger told = new AtomicInteger();
        signals.listen(Signal.CANCEL_REQUESTED, told::incrementAndGet);
        String id = created(anEcho(HOURLY));
        String waiting = run(id);
        Answer cancelled = tenant.post(ApiClient.INSTANCES + "/" + waiting + "/cancel", null);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.data().get("status").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.data().get("errorCode").asString()).isEqualTo("CANCELLED");
        assertThat(told).hasValue(0);

        String running = run(id);
        claim(running);
        Answer asked = tenant.post(ApiClient.INSTANCES + "/" + running + "/cancel", null);
        assertThat(asked.data().get("status").asString()).isEqualTo("RUNNING");
        assertThat(asked.data().get("cancelRequested").asBoolean()).isTrue();
        assertThat(told).hasValue(1);
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE action = 'instance.cancel' AND tenant_id = '" + tenantId
                        + "'"))
                .isEqualTo("2");
    }

    @Test
    void whatHasEndedCannotBeCancelled() {
        String instance = run(created(anEcho(HOURLY)));
        succeed(claim(instance));

        Answer answer = tenant.post(ApiClient.INSTANCES + "/" + instance + "/cancel", null);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("INSTANCE_ALREADY_ENDED");
    }

    @Test
    void retriesWhatHasEndedAndNothingElse() {
        String definition = created(anEcho(HOURLY, "\"taskParams\":\"p\""));
        String instance = run(definition);
        Answer early = tenant.post(ApiClient.INSTANCES + "/" + instance + "/retry", null);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("INSTANCE_NOT_ENDED");
        succeed(claim(instance));
        tenant.delete(ApiClient.DEFINITIONS + "/" + definition);

        Answer retried = tenant.post(ApiClient.INSTANCES + "/" + instance + "/retry", null);

        assertThat(retried.status()).as(retried.text()).isEqualTo(202);
        assertThat(retried.data().get("retryOf").asString()).isEqualTo(instance);
        assertThat(retried.data().get("executionParams").asString()).isEqualTo("p");
        assertThat(retried.data().get("id").asString()).isNotEqualTo(instance);
        assertThat(instance(instance).get("status").asString()).isEqualTo("SUCCESS");
        assertThat(instance(instance).get("result").asString()).isEqualTo("done");
    }

    private JsonNode instance(String id) {
        return tenant.get(ApiClient.INSTANCES + "/" + id).data();
    }

    private JsonNode list(String query) {
        Answer answer = tenant.get(ApiClient.INSTANCES + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }
}
