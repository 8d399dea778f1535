package io.taskservice.executor.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.taskservice.handler.TaskResult;
import io.taskservice.testkit.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HttpHandlerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server = HttpServer.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> idempotencyKeys = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    HttpHandlerTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anAllowedHostIsCalled() throws Exception {
        TaskResult result = call(Set.of("localhost"), Map.of("url", url("localhost", "/ok")));

        assertThat(result).isEqualTo(TaskResult.success(Map.of("status", 200, "body", "hello")));
        assertThat(requests).containsExactly("GET /ok null ");
    }

    @Test
    void methodHeadersAndBodyAreSent() throws Exception {
        TaskResult result = call(
                Set.of("localhost"),
                Map.of(
                        "url",
                        url("localhost", "/ok"),
                        "method",
                        "post",
                        "headers",
                        Map.of("X-Test", "yes"),
                        "body",
                        "{\"名\":1}"));

        assertThat(result.successful()).isTrue();
        assertThat(requests).containsExactly("POST /ok yes {\"名\":1}");
    }

    @Test
    void theIdempotencyKeyIsTheInstancesUnlessTheParamsNameAnother() throws Exception {
        Map<String, String> own = Map.of("Idempotency-Key", "order-7");
        call(Set.of("localhost"), Map.of("url", url("localhost", "/ok")));
        call(Set.of("localhost"), Map.of("url", url("localhost", "/ok"), "headers", own));

        assertThat(idempotencyKeys).containsExactly(TestContext.of("").getIdempotencyKey(), "order-7");
    }

    @Test
    void anotherStatusThanExpectedIsAFailure() throws Exception {
        assertThat(call(Set.of("localhost"), Map.of("url", url("localhost", "/missing"))))
                .isEqualTo(TaskResult.failure("UNEXPECTED_STATUS", "Answered 404: gone"));
        assertThat(call(Set.of("localhost"), Map.of("url", url("localhost", "/missing"), "expectedStatus", 404))
                        .successful())
                .isTrue();
        assertThat(call(Set.of("localhost"), Map.of("url", url("localhost", "/ok"), "expectedStatus", 204))
                        .successful())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "localhost",
                "0.0.0.0",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "169.254.169.254",
                "10.0.0.1"
            })
    void theOwnNetworkIsNotCalled(String host) throws Exception {
        TaskResult result = call(Set.of(), Map.of("url", url(host, "/ok")));

        assertThat(result.errorCode()).isIn("FORBIDDEN_TARGET", "INVALID_PARAMS");
        assertThat(requests).isEmpty();
    }

    @Test
    void aRedirectIntoTheOwnNetworkIsNotFollowed() throws Exception {
        TaskResult result = call(Set.of("localhost"), Map.of("url", url("localhost", "/redirect")));

        assertThat(result.errorCode()).isEqualTo("FORBIDDEN_TARGET");
        assertThat(requests).containsExactly("GET /redirect null ");
    }

    @Test
    void aSlowAnswerEndsWithTheTimeout() throws Exception {
        TaskResult result = call(Set.of("localhost"), Map.of("url", url("localhost", "/slow"), "timeoutMs", 100));

        assertThat(result.errorCode()).isEqualTo("HTTP_TIMEOUT");
        assertThat(requests).as("nothing is repeated").hasSize(1);
    }

    @Test
    void anAnswerThatDripsForEverEndsWithTheTimeoutToo() throws Exception {
        TaskResult result = call(Set.of("localhost"), Map.of("url", url("localhost", "/drip"), "timeoutMs", 300));

        assertThat(result.errorCode()).isEqualTo("HTTP_TIMEOUT");
    }

    @Test
    void noMoreOfAnAnswerIsKeptThanAllowed() throws Exception {
        TaskResult result = call(Set.of("localhost"), Map.of("url", url("localhost", "/large")));

        assertThat(result).isEqualTo(TaskResult.success(Map.of("status", 200, "body", "x".repeat(100))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":\"ftp://example.com/\"}",
                "{\"url\":\"file:///etc/passwd\"}",
                "{\"url\":\"jar:http://example.com!/\"}",
                "{\"url\":\"//example.com\"}",
                "{\"url\":\"http://\"}",
                "{\"url\":\"http://user:pass@example.com/\"}",
                "{\"url\":\"not a url\"}",
                "{\"url\":\"http://example.com/\",\"method\":\"CONNECT\"}",
                "{\"url\":\"http://example.com/\",\"timeoutMs\":0}"
            })
    void paramsThatMakeNoSenseAreRefused(String params) throws Exception {
        try (HttpHandler handler = handler(Set.of())) {
            assertThat(handler.execute(TestContext.of(params)).errorCode()).isEqualTo("INVALID_PARAMS");
        }
    }

    private TaskResult call(Set<String> allowedHosts, Map<String, Object> params) throws Exception {
        try (HttpHandler handler = handler(allowedHosts)) {
            return handler.execute(TestContext.of(JSON.writeValueAsString(params)));
        }
    }

    private static HttpHandler handler(Set<String> allowedHosts) {
        return new BuiltInHandlersAutoConfiguration()
                .http(new HttpHandlerSettings(true, allowedHosts, Duration.ofSeconds(1), Duration.ofSeconds(5), 100));
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        idempotencyKeys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("X-Test") + " " + body);
        switch (path) {
            case "/missing" -> send(exchange, 404, "gone");
            case "/large" -> send(exchange, 200, "x".repeat(5000));
            case "/redirect" -> {
                exchange.getResponseHeaders().add("Location", url("127.0.0.1", "/secret"));
                send(exchange, 302, "");
            }
            case "/slow" -> awaitTheEnd();
            case "/drip" -> drip(exchange);
            default -> send(exchange, 200, "hello");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A byte now and then, until nobody listens any more. */
    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (!awaitTheEnd(Duration.ofMillis(50))) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        }
    }

    private boolean awaitTheEnd(Duration most) {
        try {
            return never.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void awaitTheEnd() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
