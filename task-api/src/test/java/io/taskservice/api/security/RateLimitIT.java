package io.taskservice.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.tenant.KeyRole;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A server with low limits, behind a proxy that says from where requests come: each test is an address of its own. */
@TestPropertySource(
        properties = {
            "server.forward-headers-strategy=native",
            "app.task.api.rate-limit.per-address.per-second=1",
            "app.task.api.rate-limit.per-address.burst=100",
            "app.task.api.rate-limit.per-key.per-second=1",
            "app.task.api.rate-limit.per-key.burst=60",
            "app.task.api.rate-limit.failed-authentications.per-second=1",
            "app.task.api.rate-limit.failed-authentications.burst=5"
        })
@DirtiesContext
class RateLimitIT extends ApiTest {

    private static final String BAD = "a-key-that-nobody-has-0123456789-";

    @Test
    void aKeyThatAsksTooOftenIsRefusedAndToldWhenToComeBack() {
        ApiClient key = newKey(tenantId, KeyRole.VIEWER);
        List<Answer> answers = ask(key, "198.51.100.1", 80);

        assertThat(answers.get(0).status()).isEqualTo(200);
        assertThat(answers.get(0).header("RateLimit-Policy")).isEqualTo("\"key\";q=60;w=60");
        assertThat(answers.get(0).header("RateLimit")).isEqualTo("\"key\";r=59;t=1");
        Answer last = answers.get(79);
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.code()).isEqualTo("RATE_LIMITED");
        assertThat(last.message()).startsWith("This key asks too often");
        assertThat(last.header("Retry-After")).isEqualTo("1");
        assertThat(last.header("RateLimit")).startsWith("\"key\";r=0;");
        assertThat(last.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(last.header("X-Trace-Id"))
                .isEqualTo(last.json().get("trace_id").asString());
        assertThat(ask(newKey(tenantId, KeyRole.VIEWER), "198.51.100.2", 1)
                        .get(0)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAddressThatAsksTooOftenIsRefusedWhateverItSends() {
        List<Answer> answers = ask(nobody, "198.51.100.3", 110);

        assertThat(answers.get(0).status()).isEqualTo(401);
        assertThat(answers.get(109).status()).isEqualTo(429);
        assertThat(answers.get(109).message()).startsWith("Too many requests come from this address");
        assertThat(get(nobody, "/v3/api-docs", "198.51.100.3").status()).isEqualTo(429);
        assertThat(get(nobody, "/swagger-ui/index.html", "198.51.100.3").status())
                .isEqualTo(429);
    }

    @Test
    void theProbesOfAFloodedNodeAreAnswered() {
        ask(nobody, "198.51.100.4", 110);

        for (String path :
                List.of("/livez", "/readyz", "/health", "/actuator/health/liveness", "/actuator/prometheus")) {
            assertThat(get(nobody, path, "198.51.100.4").status())
                    .as(path)
                    .isIn(200, 404); // the server brings actuator
            assertThat(get(nobody, path, "198.51.100.4").header("RateLimit")).isEmpty();
        }
    }

    /** That the cheap look comes first is the whole point: a guess costs no statement. */
    @Test
    void whoGuessesKeysIsRefusedBeforeTheDatabaseIsAsked() {
        List<Answer> guesses = IntStream.range(0, 20)
                .mapToObj(i -> get(new ApiClient(port, BAD + i), ApiClient.DEFINITIONS, "198.51.100.5"))
                .toList();
        assertThat(guesses.get(0).status()).isEqualTo(401);
        assertThat(guesses.get(19).status()).isEqualTo(429);
        assertThat(guesses.get(19).header("RateLimit-Policy")).isEqualTo("\"authentication\";q=5;w=5");

        update("RENAME TABLE api_keys TO api_keys_away");
        try {
            assertThat(get(new ApiClient(port, BAD), ApiClient.DEFINITIONS, "198.51.100.5")
                            .status())
                    .isEqualTo(429);
            assertThat(get(new ApiClient(port, BAD), ApiClient.DEFINITIONS, "198.51.100.6")
                            .status())
                    .isEqualTo(500);
        } finally {
            update("RENAME TABLE api_keys_away TO api_keys");
        }
    }

    @Test
    void whoeverGuessesLocksOutNobodyElseAtTheSameAddress() {
        ApiClient good = newKey(tenantId, KeyRole.VIEWER);
        assertThat(get(good, ApiClient.DEFINITIONS, "198.51.100.7").status()).isEqualTo(200);
        IntStream.range(0, 20).forEach(i -> get(new ApiClient(port, BAD + i), ApiClient.DEFINITIONS, "198.51.100.7"));

        assertThat(get(good, ApiClient.DEFINITIONS, "198.51.100.7").status()).isEqualTo(200);
    }

    @Test
    void noKeyAtAllIsNoGuess() {
        IntStream.range(0, 20).forEach(i -> get(nobody, ApiClient.DEFINITIONS, "198.51.100.8"));

        assertThat(get(new ApiClient(port, BAD), ApiClient.DEFINITIONS, "198.51.100.8")
                        .status())
                .isEqualTo(401);
    }

    /** Else a guess could be made good by asking with it for what is open. */
    @Test
    void whatIsOpenProvesNoKey() {
        ApiClient guess = new ApiClient(port, BAD + UUID.randomUUID());
        get(guess, "/swagger-ui/index.html", "198.51.100.9");
        IntStream.range(0, 20).forEach(i -> get(new ApiClient(port, BAD + i), ApiClient.DEFINITIONS, "198.51.100.9"));

        assertThat(get(guess, ApiClient.DEFINITIONS, "198.51.100.9").status()).isEqualTo(429);
    }

    /** Over plain HTTP it is not, see SecurityHeadersIT. */
    @Test
    void stayingWithHttpsIsAskedForWhenTheProxySaysThatItIs() {
        Answer answer =
                tenant.get(ApiClient.DEFINITIONS, "X-Forwarded-For", "198.51.100.10", "X-Forwarded-Proto", "https");

        assertThat(answer.header("Strict-Transport-Security")).startsWith("max-age=31536000");
    }

    private static List<Answer> ask(ApiClient client, String from, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> get(client, ApiClient.DEFINITIONS, from))
                .toList();
    }

    private static Answer get(ApiClient client, String path, String from) {
        return client.get(path, "X-Forwarded-For", from);
    }
}
