package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.testkit.Receiver;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import io.taskservice.testkit.TestSecrets;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Canaries in everything that is secret, a life that uses and abuses them, and a search for them in everything that the
 * server leaves behind: its log, its answers, its metrics, its database.
 *
 * <p>{@code -Dleak.rounds=50} lives on with other values, which no text is safe from, {@code -Dleak.seed} with others yet.
 */
@Tag("once")
class SecretLeakIT {

    private static final String TASKS = "/api/v1/tasks";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int KEY_ID_CHARACTERS = 17;
    private static final int ROUNDS = Integer.getInteger("leak.rounds", 1);

    /** What escapes, breaks or hides a text somewhere on its way. */
    private static final List<String> AWKWARD = List.of(
            "a \"quoted\" \\ secret & more /",
            "two\nlines\tand\ta tab",
            "<b>&amp;</b>",
            "100% %41 +",
            "${x} $1 \\1 (.*)",
            "\u4e2d\u6587 \ud83d\ude80",
            "'; DROP TABLE x; --",
            "a=b&c=d#e?f",
            "{\"json\":[1,null]}",
            "\u00e9\u200b\u202e");

    private final String adminKey = canary("admin-key") + canary("more");
    private final String redisPassword = canary("redis-password");
    private final String masterKey = TestSecrets.newKey();
    private final Random random = new Random(Long.getLong("leak.seed", 42));
    private String plain = canary("params-secret");
    private String quoted = canary(AWKWARD.get(0));
    private final String refused = canary("refused");

    private final Set<String> canaries = new TreeSet<>(List.of(adminKey, redisPassword, masterKey, refused));
    private final List<String> answers = new ArrayList<>();
    private final JsonMapper json = JsonMapper.shared();
    private String key = "";

    private TestDatabase database;
    private TestRedis redis;
    private Receiver receiver;
    private ServerProcess server;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh();
        redis = TestRedis.dedicated();
        receiver = Receiver.start();
        server = ServerProcess.startWith(
                        Map.of(
                                "TASK_ADMIN_API_KEY", adminKey,
                                "TASK_SECRETS_KEY", masterKey,
                                "REDIS_PASSWORD", redisPassword),
                        database,
                        redis,
                        "--app.task.webhooks.allowed-hosts=127.0.0.1,localhost",
                        "--app.task.executor.http.allowed-hosts=127.0.0.1,localhost",
                        "--logging.level.io.taskservice=DEBUG")
                .awaitReady();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        receiver.close();
        redis.close();
        database.close();
    }

    @Test
    void noCanaryIsEverSeenAgain() throws Exception {
        makeATenantWithSecrets();
        String webhook = makeAWebhook();
        int instances = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            setSecrets();
            List<String> ofRound = runEveryKindOfEnd(round);
            misbehave();
            await().atMost(LIMIT).until(() -> ofRound.stream().allMatch(this::hasEnded));
            instances += ofRound.size();
            awaitTold(instances, round);
            lookAtEverything(webhook, ofRound);
            assertThat(receiver.at("/in"))
                    .as("the handler did get the values")
                    .anySatisfy(got -> assertThat(got.body()).isEqualTo(plain + "|" + quoted));
            plain = canary("params-secret");
            quoted = canary(AWKWARD.get(random.nextInt(AWKWARD.size())) + AWKWARD.get(random.nextInt(AWKWARD.size())));
        }

        assertThat(server.log()).as("what was masked is in the log").contains("***");
        assertClean("the log", server.log());
        answers.forEach(answer -> assertClean("an answer", answer));
        assertNoColumnHoldsAny();
        server.stop();
        assertClean("the log to its end", server.log());
    }

    private void makeATenantWithSecrets() {
        issued(send("POST", "/api/v1/tenants", "{\"id\":\"leaky\",\"name\":\"Leaky\"}", adminKey));
        JsonNode made =
                issued(send("POST", "/api/v1/tenants/leaky/keys", "{\"name\":\"k\",\"role\":\"OWNER\"}", adminKey));
        key = made.get("key").asString();
        canaries.add(key.substring(KEY_ID_CHARACTERS));
    }

    private void setSecrets() {
        canaries.add(plain);
        canaries.add(quoted);
        tell("PUT", "/api/v1/secrets/plain", "{\"value\":\"old value\"}");
        tell("PUT", "/api/v1/secrets/plain", json.writeValueAsString(Map.of("value", plain)));
        tell("PUT", "/api/v1/secrets/quoted", json.writeValueAsString(Map.of("value", quoted)));
        tell("PUT", "/api/v1/secrets/gone", json.writeValueAsString(Map.of("value", plain)));
    }

    private String makeAWebhook() {
        String body = "{\"name\":\"hook\",\"url\":\"" + receiver.url("/hook") + "\"}";
        JsonNode made = issued(send("POST", "/api/v1/webhooks", body, key));
        String id = made.get("webhook").get("id").asString();
        String path = "/api/v1/webhooks/";
        for (JsonNode issued : List.of(
                made,
                issued(send("POST", path + id + "/rotate-secret", "", key)),
                issued(send("POST", path + "callback-secret/rotate", "", key)))) {
            canaries.add(issued.get("secret").asString().substring("whsec_".length()));
        }
        return id;
    }

    private void awaitTold(int instances, int callbacks) {
        await().atMost(LIMIT)
                .until(() -> receiver.at("/hook").size() >= instances
                        && receiver.at("/callback").size() == callbacks);
    }

    private List<String> runEveryKindOfEnd(int round) {
        String both = "\"a\":\"${secret:plain}\",\"b\":\"x ${secret:quoted}\"";
        List<String> ids = new ArrayList<>();
        ids.add(submit("echo", "{" + both + "}", ",\"callbackUrl\":\"" + receiver.url("/callback") + "\""));
        ids.add(submit("fail", "{\"message\":\"no ${secret:plain} ${secret:quoted}\"}", ",\"maxAttempts\":2"));
        ids.add(submit(
                "http",
                "{\"url\":\"" + receiver.url("/in") + "?p=${secret:plain}\",\"method\":\"POST\","
                        + "\"body\":\"${secret:plain}|${secret:quoted}\"}",
                ""));
        ids.add(submit("http", "{\"url\":\"http://localhost:1/${secret:plain}\"}", ""));
        ids.add(submit("http", "{\"url\":\"not a url ${secret:plain} ${secret:quoted}\"}", ""));
        ids.add(submit("http", "{\"url\":7,\"method\":\"${secret:plain}\",\"timeoutMs\":\"${secret:quoted}\"}", ""));
        JsonNode definition = tell(
                "POST",
                TASKS + "/definitions",
                "{\"taskName\":\"leak " + round
                        + "\",\"taskHandler\":\"echo\",\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":3600000,"
                        + "\"taskParams\":{" + both + ",\"c\":\"${secret:gone}\"}}");
        String path = TASKS + "/definitions/" + definition.get("id").asString() + "/run";
        ids.add(tell("POST", path, "{}").get("id").asString());
        await().atMost(LIMIT).until(() -> hasEnded(ids.get(ids.size() - 1)));
        tell("DELETE", "/api/v1/secrets/gone", "");
        ids.add(tell("POST", path, "{}").get("id").asString());
        return ids;
    }

    /** Requests that are wrong in every way that comes to mind, with canaries in them. */
    private void misbehave() {
        String value = json.writeValueAsString(Map.of("value", refused));
        send("GET", "/api/v1/secrets", "", refused);
        send("GET", "/api/v1/secrets", "", key.substring(0, KEY_ID_CHARACTERS) + refused);
        send("PUT", "/api/v1/secrets/no%20name", value, key);
        send("PUT", "/api/v1/secrets/x", value.replace("value", "valeu"), key);
        send("PUT", "/api/v1/secrets/x", value.substring(0, value.length() - 2), key);
        send("PUT", "/api/v1/secrets/x", "{\"value\":[\"" + refused + "\"]}", key);
        send("PUT", "/api/v1/secrets/x", "{\"value\":" + refused + "}", key);
        send("PUT", "/api/v1/secrets/x", "{\"value\":\"" + refused + "\\u0000\"}", key);
        send("PUT", "/api/v1/secrets/x", "{\"value\":\"" + refused.repeat(300) + "\"}", key);
        send("POST", "/api/v1/secrets/x", value, key);
        send("PUT", "/api/v1/secrets/x", value, "");
        send("DELETE", "/api/v1/secrets/absent", value, key);
        send(
                "POST",
                "/api/v1/webhooks",
                "{\"name\":\"x\",\"url\":\"https://a.example\",\"secret\":\"" + refused + "\"}",
                key);
        send("POST", TASKS + "/submit", "{\"handler\":\"echo\",\"params\":{\"a\":\"${secret:unknown}\"}}", key);
    }

    private void lookAtEverything(String webhook, List<String> instances) {
        for (String path : List.of(
                "/api/v1/secrets",
                "/api/v1/audit?limit=200",
                "/api/v1/audit/verify",
                "/api/v1/webhooks",
                "/api/v1/webhooks/" + webhook,
                "/api/v1/webhooks/" + webhook + "/deliveries",
                "/api/v1/webhooks/callback-secret",
                "/api/v1/dead-letters",
                "/api/v1/dead-letters/groups",
                "/api/v1/handlers",
                "/api/v1/queues",
                "/api/v1/status",
                TASKS + "/definitions",
                TASKS + "/instances?limit=200",
                "/actuator/prometheus",
                "/health")) {
            assertThat(send("GET", path, "", key).statusCode()).as(path).isEqualTo(200);
        }
        for (String id : instances) {
            send("GET", TASKS + "/instances/" + id, "", key);
            send("GET", TASKS + "/instances/" + id + "/logs", "", key);
        }
        send("GET", "/api/v1/tenants/leaky/keys", "", adminKey);
        send("GET", "/api/v1/audit?limit=200", "", adminKey);
    }

    /** Every column of every table that can hold a text, in clear or as bytes. */
    private void assertNoColumnHoldsAny() {
        JdbcClient sql = JdbcClient.create(database.dataSource());
        List<Map<String, Object>> columns =
                sql.sql("""
                        SELECT table_name AS t, column_name AS c FROM information_schema.columns
                        WHERE table_schema = ? AND data_type IN
                          ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json', 'binary', 'varbinary', 'blob')
                        """).param(database.name()).query().listOfRows();
        assertThat(columns).hasSizeGreaterThan(100);
        for (Map<String, Object> column : columns) {
            String name = column.get("t") + "." + column.get("c");
            sql.sql("SELECT CONVERT(CAST(%s AS BINARY) USING latin1) FROM %s WHERE %s IS NOT NULL"
                            .formatted(column.get("c"), column.get("t"), column.get("c")))
                    .query(String.class)
                    .list()
                    .forEach(text -> assertClean(name, text));
        }
    }

    private void assertClean(String where, String text) {
        for (String canary : canaries) {
            String escaped = json.writeValueAsString(canary);
            for (String form : List.of(
                    canary,
                    escaped.substring(1, escaped.length() - 1),
                    URLEncoder.encode(canary, StandardCharsets.UTF_8))) {
                int at = text.indexOf(form);
                assertThat(at)
                        .as(
                                "%s holds %s: %s",
                                where,
                                canary,
                                at < 0 ? "" : text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200)))
                        .isNegative();
            }
        }
    }

    private boolean hasEnded(String id) {
        return Set.of("SUCCESS", "FAILED")
                .contains(tell("GET", TASKS + "/instances/" + id, "")
                        .get("status")
                        .asString());
    }

    private String submit(String handler, String params, String others) {
        return tell(
                        "POST",
                        TASKS + "/submit",
                        "{\"handler\":\"%s\",\"params\":%s%s}".formatted(handler, params, others))
                .get("id")
                .asString();
    }

    /** A request of the tenant that has to succeed; its answer is searched. */
    private JsonNode tell(String method, String path, String body) {
        HttpResponse<String> answer = send(method, path, body, key);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
        return json.readTree(answer.body()).get("data");
    }

    private HttpResponse<String> send(String method, String path, String body, String as) {
        HttpResponse<String> answer = server.exchange(method, path, body, as);
        answers.add(answer.headers().map() + answer.body());
        return answer;
    }

    /** The one answer that may show a secret is the one that issues it. */
    private JsonNode issued(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        answers.remove(answers.size() - 1);
        return json.readTree(answer.body()).get("data");
    }

    private static String canary(String name) {
        return name + "-" + UUID.randomUUID();
    }
}
