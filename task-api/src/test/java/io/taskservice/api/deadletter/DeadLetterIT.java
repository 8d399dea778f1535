package io.taskservice.api.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Completion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DeadLetterIT extends ApiTest {

    private static final String ECHO = "{\"handler\":\"echo\"}";

    @Test
    void whatFailedForGoodIsListedNewestFirstByCursorAndFilters() {
        String first = dead(ECHO, "E1", "order 1 is wrong");
        String second = dead("{\"handler\":\"sleep\"}", "E2", "no");
        String third = dead(ECHO, "E1", "order 2 is wrong");

        JsonNode slice = list("?limit=2");
        assertThat(slice.get("items").findValuesAsString("instanceId")).containsExactly(third, second);
        JsonNode rest = list("?limit=2&cursor=" + slice.get("nextCursor").asString());
        assertThat(rest.get("items").findValuesAsString("instanceId")).containsExactly(first);
        JsonNode letter = rest.get("items").get(0);
        assertThat(letter.get("errorMessage").asString()).isEqualTo("order 1 is wrong");
        assertThat(letter.get("queue").asString()).isEqualTo("default");
        String fingerprint = letter.get("fingerprint").asString();
        assertThat(found("?fingerprint=" + fingerprint)).containsExactly(third, first);
        assertThat(found("?handler=sleep")).containsExactly(second);
        assertThat(found("?errorCode=E2")).containsExactly(second);
        assertThat(found("?queue=other")).isEmpty();
        assertThat(found("?from=" + database.now().plusSeconds(60))).isEmpty();
        assertThat(found("?to=" + database.now().plusSeconds(60))).hasSize(3);
    }

    @Test
    void failuresOfOneKindAreOneGroup() {
        dead(ECHO, "E1", "order 1 is wrong");
        dead("{\"handler\":\"sleep\"}", "E2", null);
        String last = dead(ECHO, "E1", "order 2 is wrong");

        JsonNode groups = tenant.get(ApiClient.DEAD_LETTERS + "/groups").data();

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).get("count").asInt()).isEqualTo(2);
        assertThat(groups.get(0).get("handler").asString()).isEqualTo("echo");
        assertThat(groups.get(0).get("newest").asString()).isEqualTo(last);
        assertThat(groups.get(1).get("errorMessage").isNull()).isTrue();
        assertThat(tenant.get(ApiClient.DEAD_LETTERS + "/groups?errorCode=E2").data())
                .hasSize(1);
        assertThat(tenant.get(ApiClient.DEAD_LETTERS + "/groups?limit=1").data())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=201,limit,OUT_OF_RANGE",
        "cursor=x,cursor,INVALID_FORMAT",
        "from=yesterday,from,WRONG_TYPE",
        "handlers=echo,handlers,UNKNOWN_PARAMETER"
    })
    void badParametersAreNamed(String query, String field, String code) {
        Answer answer = tenant.get(ApiClient.DEAD_LETTERS + "?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo(code);
    }

    @Test
    void oneIsShownWithItsInstance() {
        String id = dead("{\"handler\":\"echo\",\"params\":\"p\"}", "E1", "no");

        JsonNode letter = letter(id).data();

        assertThat(letter.get("instanceId").asString()).isEqualTo(id);
        assertThat(letter.get("errorCode").asString()).isEqualTo("E1");
        assertThat(letter.get("instance").get("id").asString()).isEqualTo(id);
        assertThat(letter.get("instance").get("executionParams").asString()).isEqualTo("p");
    }

    @Test
    void aRedriveMakesANewInstanceAndTakesTheLetterAway() {
        String id = dead(
                "{\"handler\":\"echo\",\"params\":\"p\",\"bizKey\":\"b\",\"maxAttempts\":1,\"labels\":{\"l\":\"v\"},"
                        + "\"requestKey\":\"r\",\"concurrencyKey\":\"k\"}",
                "E1",
                "no");

        Answer answer = redrive(id, null);

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode again = answer.data();
        assertThat(answer.header("Location"))
                .isEqualTo(ApiClient.INSTANCES + "/" + again.get("id").asString());
        assertThat(again.get("retryOf").asString()).isEqualTo(id);
        assertThat(again.get("executionParams").asString()).isEqualTo("p");
        assertThat(again.get("bizKey").asString()).isEqualTo("b");
        assertThat(again.get("labels").toString()).isEqualTo("{\"l\":\"v\"}");
        assertThat(again.get("requestKey").isNull()).isTrue();
        assertThat(again.get("concurrencyKey").asString()).isEqualTo("k");
        assertThat(letter(id).code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
        assertThat(redrive(id, null).code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
        assertThat(tenant.get(ApiClient.INSTANCES + "/" + id)
                        .data()
                        .get("status")
                        .asString())
                .isEqualTo("FAILED");
    }

    @Test
    void aRedriveMayBeDifferent() {
        String id = dead("{\"handler\":\"echo\",\"params\":\"p\"}", "E1", "no");

        JsonNode again = redrive(id, "{\"params\":{\"a\":1},\"queue\":\"slow\",\"priority\":\"low\"}")
                .data();

        assertThat(again.get("executionParams").asString()).isEqualTo("{\"a\":1}");
        assertThat(again.get("queue").asString()).isEqualTo("slow");
        assertThat(again.get("priority").asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"queue\":\"*\"}|422|queue",
                "{\"priority\":0}|422|priority",
                "{\"params\":\"\\u0000\"}|422|params",
                "{\"params\":5}|400|params",
                "{\"handler\":\"echo\"}|400|handler"
            })
    void aBadRedriveLeavesTheLetter(String body, int status, String field) {
        String id = dead(ECHO, "E1", "no");
        Answer answer = redrive(id, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(letter(id).status()).isEqualTo(200);
    }

    @Test
    void ofManyRedrivesAtOnceOneMakesAnInstance() throws Exception {
        String id = dead(ECHO, "E1", "no");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> redrive(id, null)))
                    .toList();
            int accepted = 0;
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isIn(202, 404);
                accepted += answer.get().status() == 202 ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(sql("SELECT COUNT(*) FROM task_instances WHERE retry_of = '" + id + "'"))
                .isEqualTo("1");
    }

    @Test
    void aDiscardLeavesTheInstance() {
        String id = dead(ECHO, "E1", "no");

        assertThat(tenant.delete(ApiClient.DEAD_LETTERS + "/" + id).status()).isEqualTo(204);
        assertThat(tenant.delete(ApiClient.DEAD_LETTERS + "/" + id).code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
        assertThat(tenant.get(ApiClient.INSTANCES + "/" + id)
                        .data()
                        .get("status")
                        .asString())
                .isEqualTo("FAILED");
    }

    @Test
    void aRetryTakesTheLetterAwayToo() {
        String id = dead("{\"handler\":\"echo\",\"labels\":{\"l\":\"v\"}}", "E1", "no");

        Answer retried = tenant.post(ApiClient.INSTANCES + "/" + id + "/retry", null);

        assertThat(retried.data().get("labels").get("l").asString()).isEqualTo("v");
        assertThat(letter(id).status()).isEqualTo(404);
    }

    @Test
    void anOverlapPolicyThatForbidsARedriveLeavesTheLetter() {
        String definition = created(
                anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"", "\"overlapPolicy\":\"FORBID\""));
        String id = run(definition);
        instances.complete(List.of(Completion.failure(claim(id), Duration.ofMillis(1), "E", "no")));
        run(definition);

        assertThat(redrive(id, null).code()).isEqualTo("HAS_ACTIVE_INSTANCES");
        assertThat(letter(id).status()).isEqualTo(200);
    }

    @Test
    void anotherTenantsLetterIsNotFound() {
        String id = dead(ECHO, "E1", "no");

        assertThat(admin.get(ApiClient.DEAD_LETTERS + "/" + id).code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
        assertThat(admin.delete(ApiClient.DEAD_LETTERS + "/" + id).code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
        assertThat(admin.post(ApiClient.DEAD_LETTERS + "/" + id + "/redrive", null)
                        .code())
                .isEqualTo("DEAD_LETTER_NOT_FOUND");
        assertThat(admin.post(ApiClient.DEAD_LETTERS + "/redrive", "{\"ids\":[\"" + id + "\"]}")
                        .data()
                        .get("matched")
                        .asInt())
                .isZero();
        assertThat(letter(id).status()).isEqualTo(200);
    }

    private Answer letter(String id) {
        return tenant.get(ApiClient.DEAD_LETTERS + "/" + id);
    }

    private Answer redrive(String id, @Nullable String body) {
        return tenant.post(ApiClient.DEAD_LETTERS + "/" + id + "/redrive", body);
    }

    private List<String> found(String query) {
        return list(query).get("items").findValuesAsString("instanceId");
    }

    private JsonNode list(String query) {
        Answer answer = tenant.get(ApiClient.DEAD_LETTERS + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }
}
