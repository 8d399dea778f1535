package io.taskservice.server.chaos;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives webhooks, verifies them as Standard Webhooks 1.0 asks, by code of its own, and refuses one in ten with 500.
 *
 * <p>What it answers 200 is delivered; what it refuses has to come again under the same id.
 */
final class HookReceiver implements AutoCloseable {

    private static final long TOLERANCE_S = 60;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Random random;
    private final Map<String, Set<String>> events = new ConcurrentHashMap<>();
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicLong tries = new AtomicLong();
    private volatile byte[] key = new byte[0];

    HookReceiver(long seed) throws IOException {
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hook";
    }

    /** What they will be signed with, {@code whsec_…}. */
    void secret(String text) {
        key = Base64.getDecoder().decode(text.substring("whsec_".length()));
    }

    /** Instances whose event was answered with 200. */
    Set<String> delivered() {
        return delivered;
    }

    /** The event ids that came for each instance, in whatever try. */
    Map<String, Set<String>> events() {
        return events;
    }

    /** Everything that was not as it should be: signatures, times. */
    List<String> wrong() {
        return wrong;
    }

    long tries() {
        return tries.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Headers headers = exchange.getRequestHeaders();
        String id = headers.getFirst("webhook-id");
        verify(id, headers, body);
        JsonNode data = JsonMapper.shared().readTree(body).path("data");
        String instance = data.path("instanceId").asString("");
        tries.incrementAndGet();
        events.computeIfAbsent(instance, any -> ConcurrentHashMap.newKeySet()).add(id);
        boolean refused = random.nextInt(10) == 0;
        if (!refused) {
            delivered.add(instance);
        }
        exchange.sendResponseHeaders(refused ? 500 : 200, -1);
        exchange.close();
    }

    private void verify(String id, Headers headers, String body) {
        String timestamp = headers.getFirst("webhook-timestamp");
        if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE_S) {
            wrong.add(id + " is of " + timestamp + ", at " + Instant.now());
        }
        String signature = headers.getFirst("webhook-signature");
        if (!signature.equals("v1," + mac(id + "." + timestamp + "." + body))) {
            wrong.add(id + " is signed " + signature);
        }
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
