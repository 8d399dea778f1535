package io.taskservice.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.ApiTestApplication;
import io.taskservice.api.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much, how long, how many and how odd a request may be. */
class RequestLimitsIT extends ApiTest {

    private static final String KEY = "X-API-Key: " + ApiTestApplication.ADMIN_KEY;

    @ParameterizedTest
    @ValueSource(
            strings = {"1e999999999", "1e99999999999", "-1E-999999999", "9223372036854775808", "1.0", "0.5", "1e3"})
    void aNumberThatFitsNowhereIsRefused(String number) {
        Answer answer = tenant.post(
                ApiClient.DEFINITIONS, "{\"taskName\":\"a\",\"taskHandler\":\"echo\",\"timeoutMs\":" + number + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1E-999999999", "123456789012345678901234567890.10"})
    void paramsKeepANumberOfAnySize(String number) {
        String id = submitted("{\"handler\":\"echo\",\"params\":{\"n\":" + number + "}}");

        Answer answer = tenant.get(ApiClient.INSTANCES + "/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new java.math.BigDecimal(number))
                .isEqualByComparingTo(
                        numberIn(answer.data().get("executionParams").asString()));
    }

    private static java.math.BigDecimal numberIn(String params) {
        return new java.math.BigDecimal(params.replaceAll("[^0-9.eE+-]", ""));
    }

    @Test
    void aNumberOfTooManyDigitsIsRefused() {
        Answer answer =
                tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"params\":{\"n\":" + "1".repeat(1001) + "}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("MALFORMED_JSON");
        assertThat(answer.message()).contains("1000 digits");
    }

    @Test
    void anExponentBeyondAllNumbersIsRefused() {
        Answer answer = tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"params\":{\"n\":1e99999999999}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception");
    }

    @Test
    void aTextLongerThanAnyFieldIsRefused() {
        String task = "{\"handler\":\"echo\",\"params\":\"" + "x".repeat(StrictJson.LONGEST_TEXT + 1) + "\"}";
        Answer answer = tenant.post(ApiClient.BATCH, "{\"items\":[" + task + "]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("1048576 characters");
    }

    @Test
    void moreNamesAndValuesThanALargeBatchHasAreRefused() {
        String many = IntStream.range(0, 600_000).mapToObj(i -> "[]").collect(Collectors.joining(","));
        Answer answer = tenant.post(ApiClient.BATCH, "{\"items\":[{\"handler\":\"echo\",\"params\":[" + many + "]}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("1000000 names, values and brackets");
    }

    @Test
    void anAnswerDoesNotGrowWithTheNameItRefuses() {
        Answer answer = tenant.post(ApiClient.SUBMIT, "{\"" + "n".repeat(40_000) + "\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldCode()).isEqualTo("UNKNOWN_FIELD");
        assertThat(answer.text().length()).isLessThan(1000);
    }

    @Test
    void aLabelThatIsAMapIsRefused() {
        Answer answer =
                tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"labels\":{\"a\":{\"b\":{\"c\":\"d\"}}}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("labels.a");
        assertThat(answer.fieldCode()).isEqualTo("WRONG_TYPE");
    }

    @Test
    void aFilterByMoreLabelsThanAnythingHasIsRefused() {
        String labels =
                IntStream.range(0, 70).mapToObj(i -> "label=l" + i + ":v").collect(Collectors.joining("&"));
        Answer answer = tenant.get(ApiClient.INSTANCES + "?" + labels);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.fieldCode()).isEqualTo("TOO_MANY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2B1000000000-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "1",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "2026-02-30T00:00:00Z"
            })
    void anInstantThatTheDatabaseCannotHoldIsRefused(String instant) {
        String written = instant.replace(" ", "%20");
        for (String path : new String[] {ApiClient.INSTANCES, ApiClient.DEAD_LETTERS, "/api/v1/audit"}) {
            Answer answer = tenant.get(path + "?from=" + written);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("from");
        }
        String field = instant.replace("%2B", "+");
        Answer answer = tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"runAt\":\"" + field + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("runAt");
    }

    @Test
    void moreParametersThanAThousandAreRefused() {
        String query = IntStream.range(0, 1001).mapToObj(i -> "a").collect(Collectors.joining("&"));
        Answer answer = tenant.get(ApiClient.DEFINITIONS + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("a thousand parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "gzip, gzip", "zstd", "x"})
    void aCompressedBodyIsRefusedUnread(String encoding) {
        Answer answer = tenant.post(ApiClient.SUBMIT, "{}", "Content-Encoding", encoding);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "POST", "PUT"})
    void partsAreRefusedWithEveryMethod(String method) {
        Answer answer = tenant.send(
                method,
                ApiClient.DEFINITIONS + "/x",
                "--b\r\n\r\nx\r\n--b--",
                "Content-Type",
                " Multipart/Mixed; boundary=b");

        assertThat(answer.status()).as(answer.text()).isIn(405, 415);
        assertThat(tenant.send("GET", ApiClient.DEFINITIONS, "x", "Content-Type", "multipart/form-data; boundary=b")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=nonsense",
                "application/json;charset=",
                "application/json;charset=\"",
                "application/json;;",
                "application/json;charset=utf-8;charset=utf-16",
                "application/*",
                "*/*"
            })
    void anOddTypeOfBodyIsRefusedOrReadAsUtf8(String type) {
        Answer answer = tenant.post(ApiClient.SUBMIT, "{\"handler\":\"no such\"}", "Content-Type", type);

        assertThat(answer.status()).as(answer.text()).isIn(400, 409, 415);
        assertThat(answer.json().get("status").asString()).isEqualTo("error");
    }

    /** A filter of Spring's would read it, however long, before anybody knows who sends it. */
    @Test
    void aFormIsNotWaitedForBeforeTheKeyIsKnown() throws IOException {
        Answer answer = exchange(
                "PUT /api/v1/tasks/definitions/x HTTP/1.1",
                "Host: x",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 1000000000");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aHeaderThatIsTooLargeIsRefusedInTheSameForm() throws IOException {
        expectRefused("GET /api/v1/status HTTP/1.1", "Host: x", KEY, "X-Large: " + "x".repeat(9000));
    }

    @Test
    void tooManyHeadersAreRefusedInTheSameForm() throws IOException {
        String[] lines = IntStream.range(0, 120).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);
        lines[0] = "GET /api/v1/status HTTP/1.1";
        lines[1] = "Host: x";

        expectRefused(lines);
    }

    @Test
    void aUrlThatIsTooLongIsRefusedInTheSameForm() throws IOException {
        expectRefused("GET /api/v1/status?q=" + "x".repeat(9000) + " HTTP/1.1", "Host: x", KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/status%zz HTTP/1.1",
                "GET /api/v1/status%0 HTTP/1.1",
                "GET /api/v1/status%00 HTTP/1.1",
                "GET /api/v1/sta\u0000tus HTTP/1.1",
                "GET /api/v1/sta\\tus HTTP/1.1",
                "GET /api/v1/sta%5Ctus HTTP/1.1",
                "GET /api/v1/status%2F HTTP/1.1",
                "GET /api/v1/status<> HTTP/1.1",
                "GET /api/v1/\u00e9 HTTP/1.1",
                "GET /api/v1/%c3%28 HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1",
                "GET http:/// HTTP/1.1",
                "GET * HTTP/1.1",
                "G\u0001T /api/v1/status HTTP/1.1",
                "G(T /api/v1/status HTTP/1.1",
                "GET /api/v1/status HTTP/9.9",
                "GET /api/v1/status JUNK/1.1"
            })
    void aRequestLineThatIsWrongIsRefusedInTheSameForm(String line) throws IOException {
        expectRefused(line, "Host: x", KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Content-Length: 0x10",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked, identity",
                "Host: y",
                "Bad Header: 1",
                ": 1",
                "X: \u0000"
            })
    void aHeaderThatIsWrongIsRefusedInTheSameForm(String header) throws IOException {
        expectRefused("POST /api/v1/tasks/submit HTTP/1.1", "Host: x", KEY, header);
    }

    /** HTTP/0.9 knows no status line, and Tomcat's parser would remember that. */
    @Test
    void aRequestOfTheOldestFormChangesNothingForTheNext() throws IOException {
        Wire.shout(port, "GET /api/v1/status\r\n".getBytes(StandardCharsets.ISO_8859_1));

        expectRefused("GET /api/v1/status?a[0]=1 HTTP/1.1", "Host: x", KEY);
    }

    /** Whoever stands before this server may take one of the two for the length, and this server the other. */
    @Test
    void aBodyWithTwoLengthsHidesNoSecondRequest() throws IOException {
        String hidden = "GET /api/v1/status HTTP/1.1\r\nHost: x\r\n" + KEY + "\r\n\r\n";
        List<Answer> answers = Wire.shout(
                port,
                lines(
                                "POST /api/v1/tasks/submit HTTP/1.1",
                                "Host: x",
                                KEY,
                                "Content-Type: application/json",
                                "Content-Length: " + (5 + hidden.length()),
                                "Transfer-Encoding: chunked")
                        .concat("0\r\n\r\n" + hidden)
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).status()).isEqualTo(400);
    }

    @Test
    void traceIsRefused() throws IOException {
        Answer answer = exchange("TRACE /api/v1/status HTTP/1.1", "Host: x", KEY, "X-Secret: shown");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text()).doesNotContain("shown");
        assertThat(answer.json().get("status").asString()).isEqualTo("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND", "get", "CONNECT", "X", "PATCH", "LOCK"})
    void aMethodThatNobodyHasIsRefusedInTheSameForm(String method) throws IOException {
        Answer answer = exchange(method + " /api/v1/status HTTP/1.1", "Host: x", KEY);

        assertThat(answer.status()).as(answer.text()).isIn(400, 405, 501);
        assertThat(answer.json().get("status").asString()).isEqualTo("error");
    }

    @Test
    void otherSitesGetNoPermissionToReadAnswers() throws IOException {
        Answer asked = exchange(
                "OPTIONS /api/v1/status HTTP/1.1",
                "Host: x",
                KEY,
                "Origin: https://evil.example",
                "Access-Control-Request-Method: GET");
        Answer read = exchange("GET /api/v1/status HTTP/1.1", "Host: x", KEY, "Origin: https://evil.example");

        for (Answer answer : List.of(asked, read)) {
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        }
        assertThat(asked.status()).isEqualTo(405);
        assertThat(read.status()).isEqualTo(200);
    }

    private void expectRefused(String... head) throws IOException {
        Answer answer = exchange(head);

        assertThat(answer.status()).as("%s: %s", head[0], answer.text()).isBetween(400, 499);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().propertyNames())
                .containsExactly("status", "error_code", "message", "data", "timestamp", "errors", "trace_id");
        assertThat(answer.header("X-Trace-Id"))
                .isEqualTo(answer.json().get("trace_id").asString());
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.text()).doesNotContain("apache", "Exception", "tomcat", "<html");
    }

    private Answer exchange(String... head) throws IOException {
        List<Answer> answers = Wire.shout(port, lines(head).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answers).as(head[0]).hasSize(1);
        return answers.get(0);
    }

    private static String lines(String... head) {
        return String.join("\r\n", head) + "\r\n\r\n";
    }
}
