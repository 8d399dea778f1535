package io.taskservice.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadDefinitionIT extends ApiTest {

    private static final String HOURLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"";

    @Test
    void anUnknownFieldIsNamedWithTheNearestKnownOne() {
        Answer answer = post(anEcho(HOURLY, "\"maxAttemps\":3"));

        expect(answer, 400, "INVALID_PARAMETERS", "maxAttemps", "UNKNOWN_FIELD");
        assertThat(answer.message()).contains("did you mean maxAttempts?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "intervalMs|\"60000\"",
                "intervalMs|1.5",
                "intervalMs|99999999999999999999",
                "priority|true",
                "priority|\"1\"",
                "taskParams|5",
                "taskParams|true",
                "description|7",
                "description|[1]",
                "enabled|\"true\"",
                "enabled|1",
                "overlapPolicy|\"SOMETIMES\"",
                "overlapPolicy|0",
                "overlapPolicy|\"\"",
                "runAt|1700000000",
                "runAt|\"tomorrow\"",
                "runAt|\"2026-01-01T00:00:00\"",
                "startsAt|{}"
            })
    void aFieldOfTheWrongTypeIsNamed(String field, String value) {
        expect(post(anEcho(HOURLY, "\"" + field + "\":" + value)), 400, "INVALID_PARAMETERS", field, "WRONG_TYPE");
    }

    @Test
    void anUnknownValueOfAListIsAnsweredWithTheList() {
        Answer answer = post(anEcho("\"scheduleType\":\"CRONE\",\"cronExpression\":\"0 0 * * * ?\""));

        expect(answer, 400, "INVALID_PARAMETERS", "scheduleType", "WRONG_TYPE");
        assertThat(answer.message()).contains("CRON, FIXED_RATE, FIXED_DELAY, ONCE", "did you mean CRON?");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer = post("{\"taskName\":\" \",\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 25 * * ?\","
                + "\"priority\":11,\"maxAttempts\":0}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("INVALID_TASK_DATA");
        assertThat(answer.json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("cronExpression", "maxAttempts", "priority", "taskHandler", "taskName");
        answer.json()
                .get("errors")
                .forEach(error ->
                        assertThat(error.propertyNames()).containsExactlyInAnyOrder("field", "code", "message"));
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        expect(
                post(anEcho(HOURLY).replace("echo ", "x".repeat(100))),
                422,
                "INVALID_TASK_DATA",
                "taskName",
                "TOO_LONG");
        expect(
                post(anEcho(HOURLY, "\"description\":\"" + "x".repeat(501) + "\"")),
                422,
                "INVALID_TASK_DATA",
                "description",
                "TOO_LONG");
        expect(
                post(anEcho(HOURLY, "\"taskParams\":\"" + "用".repeat(20_001) + "\"")),
                422,
                "INVALID_TASK_DATA",
                "taskParams",
                "TOO_LONG");
        expect(
                post(anEcho(HOURLY).replace("\"echo\"", "\"" + "h".repeat(201) + "\"")),
                422,
                "INVALID_TASK_DATA",
                "taskHandler",
                "TOO_LONG");
    }

    @Test
    void paramsMayFillTheirLimit() {
        assertThat(post(anEcho(HOURLY, "\"taskParams\":\"" + "用".repeat(20_000) + "\""))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void controlCharactersAndHalfCharactersAreRefused() {
        expect(
                post(anEcho(HOURLY).replace("echo ", "a\\u0000b")),
                422,
                "INVALID_TASK_DATA",
                "taskName",
                "INVALID_CHARACTER");
        expect(
                post(anEcho(HOURLY, "\"taskParams\":\"\\u0000\"")),
                422,
                "INVALID_TASK_DATA",
                "taskParams",
                "INVALID_CHARACTER");
        expect(
                post(anEcho(HOURLY, "\"description\":\"\\ud800\"")),
                422,
                "INVALID_TASK_DATA",
                "description",
                "INVALID_CHARACTER");
    }

    @Test
    void aBadCronExpressionIsAnsweredWithThePosition() {
        Answer answer = post(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 25 * * ?\""));

        expect(answer, 422, "INVALID_SCHEDULE", "cronExpression", "INVALID_SCHEDULE");
        assertThat(answer.message()).contains("position 4");
    }

    @Test
    void anExpressionThatNeverFiresIsRefused() {
        expect(
                post(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 2 30 2 ?\"")),
                422,
                "INVALID_SCHEDULE",
                "cronExpression",
                "INVALID_SCHEDULE");
        expect(
                post(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 2 * * ? 2020\"")),
                422,
                "INVALID_SCHEDULE",
                "cronExpression",
                "INVALID_SCHEDULE");
    }

    @Test
    void anUnknownZoneIsAnsweredWithTheNearest() {
        Answer answer = post(anEcho(HOURLY, "\"timeZone\":\"Europe/Berlyn\""));

        expect(answer, 422, "INVALID_SCHEDULE", "timeZone", "INVALID_SCHEDULE");
        assertThat(answer.message()).contains("did you mean Europe/Berlin?");
        expect(
                post(anEcho(HOURLY, "\"timeZone\":\"Mars\\n\"")),
                422,
                "INVALID_SCHEDULE",
                "timeZone",
                "INVALID_SCHEDULE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"scheduleType\":\"CRON\"|cronExpression",
                "\"scheduleType\":\"FIXED_RATE\"|intervalMs",
                "\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":999|intervalMs",
                "\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":-1|intervalMs",
                "\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":9223372036854775807|intervalMs",
                "\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":1000,\"cronExpression\":\"* * * * * ?\"|cronExpression",
                "\"scheduleType\":\"ONCE\"|runAt",
                "\"scheduleType\":\"ONCE\",\"runAt\":\"2020-01-01T00:00:00Z\"|runAt",
                "\"scheduleType\":\"ONCE\",\"runAt\":\"1000-01-01T00:00:00Z\"|runAt",
                "\"scheduleType\":\"ONCE\",\"runAt\":\"2090-01-01T00:00:00Z\",\"endsAt\":\"2089-01-01T00:00:00Z\"|runAt",
                "\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":1000,\"endsAt\":\"2020-01-01T00:00:00Z\"|endsAt",
                "\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":1000,\"startsAt\":\"2030-01-01T00:00:00Z\",\"endsAt\":\"2029-01-01T00:00:00Z\"|endsAt"
            })
    void aScheduleThatIsIncompleteOrCannotFireIsRefused(String schedule, String field) {
        expect(post(anEcho(schedule)), 422, "INVALID_SCHEDULE", field, "INVALID_SCHEDULE");
    }

    @Test
    void anUnknownHandlerIsAnsweredWithNearOnesUnlessItIsAllowed() {
        String body = anEcho(HOURLY).replace("\"echo\"", "\"ecoh\"");
        Answer answer = post(body);

        expect(answer, 409, "UNKNOWN_HANDLER", "taskHandler", "UNKNOWN_HANDLER");
        assertThat(answer.message()).contains("Did you mean echo?");
        assertThat(post(body.replace("}", ",\"allowUnknownHandler\":true}")).status())
                .isEqualTo(201);
    }

    @Test
    void aNameIsTakenOncePerTenant() {
        String body = anEcho(HOURLY);
        created(body);

        expect(post(body), 409, "NAME_TAKEN", "taskName", "NAME_TAKEN");
        String other = anEcho(HOURLY);
        String id = created(other);
        expect(tenant.put(ApiClient.DEFINITIONS + "/" + id, body), 409, "NAME_TAKEN", "taskName", "NAME_TAKEN");
    }

    @Test
    void backoffsMustFitTogether() {
        expect(
                post(anEcho(HOURLY, "\"backoffInitialMs\":5000,\"backoffMaxMs\":1000")),
                422,
                "INVALID_TASK_DATA",
                "backoffMaxMs",
                "TOO_SMALL");
        assertThat(post(anEcho(HOURLY, "\"backoffInitialMs\":86400000")).status())
                .isEqualTo(201);
    }

    @Test
    void anOldVersionIsNotOverwritten() {
        String body = anEcho(HOURLY);
        String path = ApiClient.DEFINITIONS + "/" + created(body);

        assertThat(tenant.put(path, body, "If-Match", "\"1\"").status()).isEqualTo(200);
        Answer stale = tenant.put(path, body, "If-Match", "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("VERSION_MISMATCH");
        assertThat(tenant.put(path, body, "If-Match", "\"1\", \"2\"").status()).isEqualTo(200);
        assertThat(tenant.put(path, body, "If-Match", "W/\"3\"").status()).isEqualTo(412);
        assertThat(tenant.delete(path, "If-Match", "\"1\"").status()).isEqualTo(412);
        assertThat(tenant.post(path + "/disable", null, "If-Match", "\"1\"").status())
                .isEqualTo(412);
        expect(tenant.put(path, body, "If-Match", "3"), 400, "INVALID_PARAMETERS", "If-Match", "INVALID_FORMAT");
        assertThat(tenant.put(path, body, "If-Match", "*").status()).isEqualTo(200);
        assertThat(tenant.get(path, "If-None-Match", "\"4\"").status()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "size=500,size,OUT_OF_RANGE",
        "size=0,size,OUT_OF_RANGE",
        "page=0,page,OUT_OF_RANGE",
        "page=x,page,WRONG_TYPE",
        "page=99999999999,page,WRONG_TYPE",
        "status=ENABLE,status,WRONG_TYPE",
        "sort=name,sort,UNKNOWN_PARAMETER",
        "page=1&page=2,page,REPEATED"
    })
    void badParametersAreNamed(String query, String field, String code) {
        expect(tenant.get(ApiClient.DEFINITIONS + "?" + query), 400, "INVALID_PARAMETERS", field, code);
    }

    @Test
    void enablingWhatCanNeverFireIsRefused() {
        String id = created(anEcho("\"scheduleType\":\"ONCE\",\"runAt\":\"2090-01-01T00:00:00Z\",\"enabled\":false"));
        update("UPDATE task_definitions SET run_at = '2020-01-01' WHERE id = '" + id + "'");

        expect(
                tenant.post(ApiClient.DEFINITIONS + "/" + id + "/enable", null),
                422,
                "INVALID_SCHEDULE",
                "runAt",
                "INVALID_SCHEDULE");
    }

    private Answer post(String body) {
        return tenant.post(ApiClient.DEFINITIONS, body);
    }

    private static void expect(Answer answer, int status, String code, String field, String fieldCode) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.field()).as(answer.text()).isEqualTo(field);
        assertThat(answer.fieldCode()).as(answer.text()).isEqualTo(fieldCode);
    }
}
