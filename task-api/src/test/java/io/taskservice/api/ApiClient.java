package io.taskservice.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Talks to the API as a client does. */
public final class ApiClient {

    public static final String DEFINITIONS = "/api/v1/tasks/definitions";
    public static final String INSTANCES = "/api/v1/tasks/instances";
    public static final String SCHEDULER = "/api/v1/tasks/scheduler";
    public static final String WEBHOOKS = "/api/v1/webhooks";
    public static final String SECRETS = "/api/v1/secrets";
    public static final String TENANTS = "/api/v1/tenants";
    public static final String TASKS = "/api/v1/tasks";
    public static final String SUBMIT = TASKS + "/submit";
    public static final String BATCH = TASKS + "/batch";
    public static final String QUEUES = "/api/v1/queues";
    public static final String DEAD_LETTERS = "/api/v1/dead-letters";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;

    @Nullable
    private final String key;

    public ApiClient(int port, @Nullable String key) {
        this.base = "http://localhost:" + port;
        this.key = key;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, @Nullable String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** Sends a request whose answer takes its time. */
    public CompletableFuture<Answer> getAsync(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(response -> Answer.of(response, response.body()));
    }

    /** Sends a request; a body is JSON unless a header says otherwise. */
    public Answer send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** As {@link #send}; of a stream that opens, only that it does. */
    public Answer sendOrListen(String method, String path, @Nullable String body, String... headers) {
        if (!path.contains("/stream")) {
            return send(method, path, body, headers);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return answer(request.build(), BodyHandlers.ofInputStream(), ApiClient::textUnlessOpen);
    }

    private static String textUnlessOpen(HttpResponse<InputStream> response) throws IOException {
        try (InputStream stream = response.body()) {
            return response.statusCode() == 200 ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public Answer send(HttpRequest request) {
        return answer(request, BodyHandlers.ofString(), HttpResponse::body);
    }

    private static <T> Answer answer(HttpRequest request, HttpResponse.BodyHandler<T> body, TextOf<T> textOf) {
        try {
            HttpResponse<T> response = HTTP.send(request, body);
            return Answer.of(response, textOf.read(response));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads as much of a response as is wanted. */
    private interface TextOf<T> {

        String read(HttpResponse<T> response) throws IOException;
    }

    /** Listens to a stream. */
    public EventSource listen(String path, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "X-API-Key";
        all[headers.length + 1] = key == null ? "none" : key;
        return EventSource.open(base + path, all);
    }

    /** The key it sends; null: none. */
    public @Nullable String key() {
        return key;
    }

    public String base() {
        return base;
    }
}
