package io.taskservice.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadSubmitIT extends ApiTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queue|\"a b\"|queue|INVALID_FORMAT",
                "queue|\"*\"|queue|INVALID_FORMAT",
                "queue|\"\"|queue|INVALID_FORMAT",
                "priority|0|priority|INVALID_PRIORITY",
                "priority|11|priority|INVALID_PRIORITY",
                "priority|1.5|priority|INVALID_PRIORITY",
                "priority|\"hihg\"|priority|INVALID_PRIORITY",
                "priority|\"5\"|priority|INVALID_PRIORITY",
                "priority|true|priority|INVALID_PRIORITY",
                "priority|[1]|priority|INVALID_PRIORITY",
                "priority|{\"level\":1}|priority|INVALID_PRIORITY",
                "timeoutMs|0|timeoutMs|TOO_SMALL",
                "timeoutMs|2678400001|timeoutMs|TOO_LARGE",
                "timeout|0|timeout|TOO_SMALL",
                "timeout|9223372036854775807|timeout|TOO_LARGE",
                "queueTimeoutMs|0|queueTimeoutMs|TOO_SMALL",
                "runAt|\"1960-01-01T00:00:00Z\"|runAt|OUT_OF_RANGE",
                "runAt|\"9998-01-01T00:00:00Z\"|runAt|OUT_OF_RANGE",
                "delayMs|-1|delayMs|TOO_SMALL",
                "delayMs|31536000001|delayMs|TOO_LARGE",
                "delay|-1|delay|TOO_SMALL",
                "delay|31536001|delay|TOO_LARGE",
                "maxAttempts|0|maxAttempts|TOO_SMALL",
                "maxAttempts|101|maxAttempts|TOO_LARGE",
                "retry_limit|-1|retryLimit|TOO_SMALL",
                "retry_limit|100|retryLimit|TOO_LARGE",
                "backoffInitialMs|-1|backoffInitialMs|TOO_SMALL",
                "backoffMaxMs|604800001|backoffMaxMs|TOO_LARGE",
                "retryOn|[\"a b\"]|retryOn|INVALID_FORMAT",
                "retryOn|[null]|retryOn|REQUIRED",
                "noRetryOn|[\"\"]|noRetryOn|INVALID_FORMAT",
                "labels|{\"a b\":\"c\"}|labels|INVALID_FORMAT",
                "labels|{\"\":\"c\"}|labels|INVALID_FORMAT",
                "labels|{\"a\":null}|labels.a|REQUIRED",
                "labels|{\"a\":\"b\\u0007\"}|labels.a|INVALID_CHARACTER",
                "requestKey|\"\"|requestKey|TOO_LONG",
                "requestKey|\"a \"|requestKey|INVALID_CHARACTER",
                "requestKey|\"a\\nb\"|requestKey|INVALID_CHARACTER",
                "bizKey|\"a\\u0000\"|bizKey|INVALID_CHARACTER",
                "params|\"\\ud800\"|params|INVALID_CHARACTER",
                "concurrencyKey|\"\"|concurrencyKey|TOO_LONG",
                "concurrencyKey|\"/a\"|concurrencyKey|NOT_FOUND",
                "maxConcurrency|3|maxConcurrency|NEEDS_KEY",
                "maxConcurrency|0|maxConcurrency|TOO_SMALL",
                "callbackUrl|\"ftp://example.com\"|callbackUrl|INVALID_URL",
                "callbackUrl|\"not a URL\"|callbackUrl|INVALID_URL",
                "callbackUrl|\"http://user:pw@example.com\"|callbackUrl|INVALID_URL"
            })
    void aValueThatCannotBeAcceptedIsNamed(String name, String value, String field, String code) {
        Answer answer = submit("{\"handler\":\"echo\",\"" + name + "\":" + value + "}");

        expect(answer, 422, "INVALID_TASK_DATA", field, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "handler|7",
                "params|7",
                "timeoutMs|\"5\"",
                "timeout|1.5",
                "runAt|1700000000",
                "labels|[]",
                "retryOn|\"E\"",
                "delivery|\"SOMETIMES\"",
                "requestKey|7",
                "allowUnknownHandler|1",
                "maxConcurrency|\"1\""
            })
    void aFieldOfTheWrongTypeIsNamed(String name, String value) {
        String handler = name.equals("handler") ? "" : "\"handler\":\"echo\",";

        expect(
                submit("{" + handler + "\"" + name + "\":" + value + "}"),
                400,
                "INVALID_PARAMETERS",
                name,
                "WRONG_TYPE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"task_type\":\"echo\"|task_type|400",
                "\"payload\":1,\"params\":2|params|400",
                "\"task_data\":{\"handler\":1},\"payload\":{}|payload|400",
                "\"kb_id\":\"a\",\"kbId\":\"a\"|kbId|400",
                "\"timeoutMs\":1,\"timeout\":1|timeout|422",
                "\"runAt\":\"2090-01-01T00:00:00Z\",\"delayMs\":1|delayMs|422",
                "\"runAt\":\"2090-01-01T00:00:00Z\",\"delay\":1|delay|422",
                "\"delayMs\":1,\"delay\":1|delay|422",
                "\"maxAttempts\":1,\"retryLimit\":1|retryLimit|422",
                "\"kb_id\":\"a\",\"labels\":{\"kb_id\":\"b\"}|kbId|422"
            })
    void whatIsSaidTwiceIsRefused(String fields, String field, int status) {
        String body =
                "{\"handler\":\"echo\"," + fields.replace(":1,", ":\"1\",").replace(":2", ":\"2\"") + "}";
        Answer answer = submit(status == 400 ? body : "{\"handler\":\"echo\"," + fields + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo("GIVEN_TWICE");
    }

    @Test
    void namesInsideTheParamsAreNobodysBusiness() {
        Answer answer =
                submit("{\"task_type\":\"echo\",\"payload\":{\"handler\":1,\"task_type\":2,\"taskType\":[{}]}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    @Test
    void aHandlerIsRequiredUnderOneOfItsNames() {
        Answer answer = submit("{\"params\":{}}");

        expect(answer, 422, "INVALID_TASK_DATA", "handler", "REQUIRED");
        assertThat(answer.message()).contains("task_type", "taskType");
    }

    @Test
    void anUnknownFieldIsNamedWithTheNearestKnownOne() {
        Answer answer = submit("{\"handler\":\"echo\",\"prioritty\":1}");

        expect(answer, 400, "INVALID_PARAMETERS", "prioritty", "UNKNOWN_FIELD");
        assertThat(answer.message()).contains("did you mean priority?");
    }

    @Test
    void aWrongPriorityIsAnsweredWithTheRightOnes() {
        assertThat(submit("{\"handler\":\"echo\",\"priority\":\"hihg\"}").message())
                .contains("1, which goes first, to 10", "high (2), normal (5), low (8)", "did you mean high?");
    }

    @Test
    void anUnknownHandlerIsAnsweredWithNearOnesUnlessItIsAllowed() {
        Answer answer = submit("{\"task_type\":\"ecoh\"}");

        expect(answer, 409, "UNKNOWN_HANDLER", "handler", "UNKNOWN_HANDLER");
        assertThat(answer.message()).contains("Did you mean echo?");
        assertThat(submit("{\"task_type\":\"ecoh\",\"allowUnknownHandler\":true}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void whatIsTooLongIsRefused() {
        for (String field : new String[] {"bizKey", "requestKey", "concurrencyKey", "kbId"}) {
            expect(
                    submit("{\"handler\":\"echo\",\"" + field + "\":\"" + "x".repeat(129) + "\"}"),
                    422,
                    "INVALID_TASK_DATA",
                    field,
                    "TOO_LONG");
        }
        expect(
                submit("{\"handler\":\"echo\",\"params\":\"" + "用".repeat(20_001) + "\"}"),
                422,
                "INVALID_TASK_DATA",
                "params",
                "TOO_LONG");
        expect(
                submit("{\"handler\":\"echo\",\"labels\":{\"a\":\"" + "x".repeat(129) + "\"}}"),
                422,
                "INVALID_TASK_DATA",
                "labels.a",
                "TOO_LONG");
        expect(
                submit("{\"handler\":\"echo\",\"labels\":{\"" + "x".repeat(64) + "\":\"\"}}"),
                422,
                "INVALID_TASK_DATA",
                "labels",
                "INVALID_FORMAT");
    }

    @Test
    void sixteenLabelsAreEnough() {
        assertThat(submit("{\"handler\":\"echo\",\"labels\":" + labels(16) + "}")
                        .status())
                .isEqualTo(202);
        expect(
                submit("{\"handler\":\"echo\",\"labels\":" + labels(17) + "}"),
                422,
                "INVALID_TASK_DATA",
                "labels",
                "TOO_MANY");
        expect(
                submit("{\"handler\":\"echo\",\"kbId\":\"k\",\"labels\":" + labels(16) + "}"),
                422,
                "INVALID_TASK_DATA",
                "labels",
                "TOO_MANY");
    }

    @Test
    void aPointerMustFindAKeyThatCanBeOne() {
        for (String params : new String[] {"{\"a\":null}", "{\"a\":{}}", "{\"a\":\"\"}", "[1]", "\"no json\""}) {
            expect(
                    submit("{\"handler\":\"echo\",\"concurrencyKey\":\"/a\",\"params\":" + params + "}"),
                    422,
                    "INVALID_TASK_DATA",
                    "concurrencyKey",
                    "NOT_FOUND");
        }
    }

    @Test
    void backoffsMustFitTogether() {
        expect(
                submit("{\"handler\":\"echo\",\"backoffInitialMs\":5000,\"backoffMaxMs\":1000}"),
                422,
                "INVALID_TASK_DATA",
                "backoffMaxMs",
                "TOO_SMALL");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer = submit("{\"priority\":99,\"queue\":\"?\",\"delay\":-1,\"labels\":{\"a\":null}}");

        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("delay", "handler", "labels.a", "priority", "queue");
    }

    private static String labels(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> "\"l" + i + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private Answer submit(String body) {
        return tenant.post(ApiClient.SUBMIT, body);
    }

    private static void expect(Answer answer, int status, String code, String field, String fieldCode) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.field()).as(answer.text()).isEqualTo(field);
        assertThat(answer.fieldCode()).as(answer.text()).isEqualTo(fieldCode);
    }
}
