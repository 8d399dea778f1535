package io.taskservice.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.ApiTestApplication;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputIT extends ApiTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void anErrorHasExactlyTheFieldsOfTheContract() {
        Answer answer = tenant.get("/api/v1/nothing", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().propertyNames())
                .containsExactly("status", "error_code", "message", "data", "timestamp", "errors", "trace_id");
        assertThat(answer.json().get("status").asString()).isEqualTo("error");
        assertThat(answer.json().get("data").isNull()).isTrue();
        assertThat(answer.json().get("trace_id").asString()).isEqualTo(TRACE);
        assertThat(answer.header("X-Trace-Id")).isEqualTo(TRACE);
    }

    @Test
    void anInvalidTraceParentIsReplaced() {
        Answer answer = tenant.get("/api/v1/nothing", "traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");

        assertThat(answer.header("X-Trace-Id")).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        assertThat(answer.json().get("trace_id").asString()).isEqualTo(answer.header("X-Trace-Id"));
    }

    @Test
    void aClientThatAcceptsProblemsGetsOne() {
        Answer answer = tenant.get("/api/v1/nothing", "Accept", "application/problem+json, application/json");

        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().propertyNames())
                .containsExactly("type", "title", "status", "detail", "instance", "code", "errors", "trace_id");
        assertThat(answer.json().get("status").asInt()).isEqualTo(404);
        assertThat(answer.json().get("code").asString()).isEqualTo("ROUTE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "*/*;q=0.1", "nonsense", "application/xml"})
    void anErrorIsJsonWhateverTheClientAccepts(String accept) {
        Answer answer = tenant.get("/api/v1/nothing", "Accept", accept);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/yaml", "application/cbor", "application/xml", "text/plain"})
    void aClientThatAcceptsNoJsonIsTold(String accept) {
        Answer answer = tenant.get(ApiClient.DEFINITIONS, "Accept", accept);

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.code()).isEqualTo("NOT_ACCEPTABLE");
    }

    @Test
    void aBodyBeyondOneMebibyteIsRefusedWhetherOrNotItsLengthIsTold() {
        String body = "{\"taskName\":\"" + "x".repeat(1_100_000) + "\"}";
        Answer told = tenant.post(ApiClient.DEFINITIONS, body);
        Answer chunked = tenant.send(HttpRequest.newBuilder(URI.create(tenant.base() + ApiClient.DEFINITIONS))
                .header("Authorization", "Bearer " + ApiTestApplication.ADMIN_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build());

        assertThat(told.status()).isEqualTo(413);
        assertThat(told.code()).isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.code()).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void deepJsonIsRefused() {
        Answer answer = tenant.post(ApiClient.DEFINITIONS, "{\"taskParams\":" + "[".repeat(40) + "]".repeat(40) + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("MALFORMED_JSON");
        assertThat(answer.message()).contains("32 levels");
        assertThat(tenant.post(ApiClient.DEFINITIONS, "[".repeat(100_000)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{]",
                "nonsense",
                "{\"taskName\":\"a\",\"taskName\":\"b\"}",
                "{\"taskParams\":{\"a\":1,\"a\":2}}",
                "{} {}",
                "{'taskName':'a'}",
                "{\"taskName\":\"a\u0000b\"}",
                "\u0000",
                "{\"a\":1,}"
            })
    void whatIsNotJsonIsRefused(String body) {
        Answer answer = tenant.post(ApiClient.DEFINITIONS, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("tools.jackson", "io.taskservice", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "\"text\"", "null", "true"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        Answer answer = tenant.post(ApiClient.DEFINITIONS, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("tools.jackson", "io.taskservice", "Exception");
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] body = "{\"taskName\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = tenant.send(HttpRequest.newBuilder(URI.create(tenant.base() + ApiClient.DEFINITIONS))
                .header("Authorization", "Bearer " + ApiTestApplication.ADMIN_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "application/xml",
                "application/yaml",
                "application/cbor",
                "application/x-smile",
                "nonsense"
            })
    void onlyJsonIsRead(String type) {
        Answer answer = tenant.post(ApiClient.DEFINITIONS, "a=b", "Content-Type", type);

        assertThat(answer.status()).as(answer.text()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void theWrongMethodIsAnsweredWithTheRightOnes() {
        Answer answer = tenant.send("PATCH", ApiClient.DEFINITIONS, "{}");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).contains("GET", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tasks/definitions/",
                "/api/v1",
                "/api/v1/tasks/definitions/1/2/3",
                "/api/v2/tasks/definitions",
                "/API/v1/tasks/definitions",
                "/error",
                "/actuator/env",
                "/"
            })
    void whatIsNoRouteIsNotFound(String path) {
        Answer answer = tenant.get(path);

        assertThat(answer.status()).as(path).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ROUTE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1//tasks/definitions", "/api/v1/tasks;x=1/definitions", "/api/v1/tasks/%2e%2e/x"})
    void aPathThatTriesTricksIsRefusedInTheSameForm(String path) {
        Answer answer = tenant.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETERS");
    }

    @Test
    void aKeyIdThatNoTextOfTheDatabaseCanEqualIsNotFound() {
        String keys = ApiClient.TENANTS + "/" + tenantId + "/keys/";

        for (String id : new String[] {"%F0%9F%98%80", "%C3%A9", "x".repeat(3000)}) {
            assertThat(tenant.delete(keys + id).code()).isEqualTo("KEY_NOT_FOUND");
            assertThat(tenant.post(keys + id + "/rotate", null).code()).isEqualTo("KEY_NOT_FOUND");
        }
    }

    @Test
    void nothingInAListOfTextsIsRefused() {
        String hook = "{\"name\":\"n\",\"url\":\"https://hooks.example/x\",\"events\":[\"task.instance.failed\",null]}";
        Answer created = tenant.post(ApiClient.WEBHOOKS, hook);
        Answer submitted = tenant.post(ApiClient.SUBMIT, "{\"handler\":\"echo\",\"retryOn\":[null]}");
        Answer key = tenant.post(ApiClient.TENANTS + "/" + tenantId + "/keys", "{\"name\":\"n\",\"scopes\":[null]}");
        Answer letters = tenant.post(ApiClient.DEAD_LETTERS + "/discard", "{\"ids\":[null]}");

        assertThat(created.fieldCode()).isEqualTo("UNKNOWN_EVENT");
        for (Answer answer : new Answer[] {created, submitted, key, letters}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "' or 1=1 --", "null", "..", "0", "{id}", "%F0%9F%98%80"})
    void anIdThatCannotBeOneIsNotFound(String id) {
        String encoded = id.startsWith("%") ? id : java.net.URLEncoder.encode(id, StandardCharsets.UTF_8);
        Answer answer = tenant.get(ApiClient.INSTANCES + "/" + encoded);

        assertThat(answer.status()).as(answer.text()).isIn(400, 404);
        assertThat(answer.json().get("status").asString()).isEqualTo("error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ApiClient.DEFINITIONS + "?q=",
                ApiClient.DEFINITIONS + "?handler=",
                ApiClient.INSTANCES + "?bizKey=",
                ApiClient.INSTANCES + "?handler=",
                ApiClient.INSTANCES + "?definitionId=",
                ApiClient.INSTANCES + "?queue=",
                ApiClient.INSTANCES + "?label=x:",
                ApiClient.INSTANCES + "?label=%C3%A9:",
                ApiClient.DEAD_LETTERS + "?fingerprint=",
                ApiClient.DEAD_LETTERS + "?queue=",
                ApiClient.DEAD_LETTERS + "?errorCode=",
                ApiClient.DEAD_LETTERS + "/groups?fingerprint=",
                "/api/v1/audit?action=",
                "/api/v1/audit?actor=",
                "/api/v1/audit?objectId="
            })
    void aFilterMayBeAnythingAndThenMatchesNothing(String filter) {
        for (String text : new String[] {"%00", "%25", "%27%20or%201=1", "%C3%A9", "%F0%9F%98%80", "_", "%5C"}) {
            Answer answer = tenant.get(filter + text);
            assertThat(answer.status()).as(filter + text + ": " + answer.text()).isEqualTo(200);
            assertThat(answer.text()).doesNotContain("\"id\"");
        }
    }

    @Test
    void aFilterOfManyMayBeAnythingToo() {
        Answer answer = tenant.post(
                ApiClient.DEAD_LETTERS + "/discard",
                "{\"dryRun\":true,\"filter\":{\"fingerprint\":\"é\",\"queue\":\"é\",\"errorCode\":\"é\"}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().get("matched").asInt()).isZero();
    }

    @Test
    void aQueryThatIsNoUtf8IsRefused() {
        assertThat(tenant.get(ApiClient.DEFINITIONS + "?q=%FF").code()).isEqualTo("INVALID_PARAMETERS");
        assertThat(tenant.get(ApiClient.DEFINITIONS + "?%00=1").status()).isEqualTo(400);
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() {
        Answer answer = tenant.send("HEAD", ApiClient.DEFINITIONS, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }
}
