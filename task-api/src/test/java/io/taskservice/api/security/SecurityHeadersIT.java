package io.taskservice.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.ApiTestApplication;
import io.taskservice.api.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecurityHeadersIT extends ApiTest {

    private static final String STRICT =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    @Test
    void everyKindOfAnswerCarriesThem() throws IOException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("success", tenant.get(ApiClient.DEFINITIONS));
        answers.put(
                "created",
                tenant.post(ApiClient.DEFINITIONS, anEcho("\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":60000")));
        answers.put("no content", tenant.delete(ApiClient.INSTANCES + "/" + ended()));
        answers.put("no key", nobody.get(ApiClient.DEFINITIONS));
        answers.put("bad key", new ApiClient(port, "tsk_bad").get(ApiClient.DEFINITIONS));
        answers.put("forbidden", tenant.get(ApiClient.TENANTS));
        answers.put("no route", tenant.get("/api/v1/nothing"));
        answers.put("no route outside", tenant.get("/nothing"));
        answers.put("wrong method", tenant.send("PATCH", ApiClient.DEFINITIONS, "{}"));
        answers.put("wrong body", tenant.post(ApiClient.DEFINITIONS, "{"));
        answers.put("too large", tenant.post(ApiClient.DEFINITIONS, "x".repeat(1_100_000)));
        answers.put("problem", tenant.get("/api/v1/nothing", "Accept", "application/problem+json"));
        answers.put("a trick in the path", tenant.get("/api/v1//status"));
        answers.put("a method that the server refuses", raw("TRACE /api/v1/status HTTP/1.1"));
        answers.put("a path that the server refuses", raw("GET /api/v1/%zz HTTP/1.1"));
        answers.put("no HTTP", raw("nonsense"));
        answers.put("the document", nobody.get("/v3/api-docs"));
        answers.put("a stream", tenant.sendOrListen("GET", "/api/v1/events/stream", null));

        answers.forEach((kind, answer) -> {
            assertHardened(kind, answer);
            assertThat(answer.header("Content-Security-Policy")).as(kind).isEqualTo(STRICT);
            assertThat(answer.header("Cache-Control")).as(kind).contains("no-store");
        });
    }

    @Test
    void thePageMayUseItsOwnScriptsAndNothingElse() {
        for (String path :
                List.of("/swagger-ui/index.html", "/swagger-ui/swagger-initializer.js", "/swagger-ui/nothing")) {
            Answer answer = nobody.get(path);

            assertHardened(path, answer);
            assertThat(answer.header("Content-Security-Policy"))
                    .startsWith("default-src 'self'; style-src 'self' 'unsafe-inline';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe-eval", "http");
        }
        assertThat(nobody.get("/swagger-ui/index.html").text()).doesNotContain("<script>", "onclick");
    }

    /** Over plain HTTP it would mean nothing, and lie about a server that has no TLS. */
    @Test
    void stayingWithHttpsIsAskedForOverHttpsOnly() {
        assertThat(tenant.get(ApiClient.DEFINITIONS).header("Strict-Transport-Security"))
                .isEmpty();
    }

    private static void assertHardened(String kind, Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).as(kind).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).as(kind).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).as(kind).isEqualTo("no-referrer");
        assertThat(answer.header("Permissions-Policy")).as(kind).contains("geolocation=()");
        assertThat(answer.headers().map())
                .as(kind)
                .doesNotContainKeys("Set-Cookie", "Server", "X-Powered-By", "Strict-Transport-Security");
        answer.headers()
                .map()
                .forEach((name, values) ->
                        assertThat(values).as(kind + " " + name).hasSize(1));
    }

    private String ended() {
        String id = submitted("{\"handler\":\"echo\"}");
        succeed(claim(id));
        return id;
    }

    private Answer raw(String line) throws IOException {
        String request = line + "\r\nHost: x\r\nX-API-Key: " + ApiTestApplication.ADMIN_KEY + "\r\n\r\n";
        return Wire.shout(port, request.getBytes(StandardCharsets.ISO_8859_1)).get(0);
    }
}
