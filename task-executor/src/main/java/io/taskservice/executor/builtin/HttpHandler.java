package io.taskservice.executor.builtin;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.outbound.ForbiddenTargetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls a URL: {@code {"url", "method", "headers", "body", "expectedStatus", "timeoutMs"}}. Its {@code Idempotency-Key} is the
 * instance's, the same for all attempts, unless the headers name another.
 */
final class HttpHandler implements TaskHandler, AutoCloseable {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final long WATCH_MILLIS = 100;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService watches = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "task-http-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpHandlerSettings settings;

    HttpHandler(CloseableHttpClient client, HttpHandlerSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * Its params; only {@code url} is needed.
     *
     * @param expectedStatus the one status that is success; null: any of 200 to 299
     */
    record Params(
            @Nullable String url,
            @Nullable String method,
            @Nullable Map<String, String> headers,
            @Nullable String body,
            @Nullable Integer expectedStatus,
            @Nullable Long timeoutMs) {}

    @Override
    public TaskResult execute(TaskContext context) throws IOException {
        Params params = context.getParams(Params.class);
        HttpUriRequestBase request;
        try {
            request = requestOf(params, context.getIdempotencyKey());
        } catch (IllegalArgumentException e) {
            return TaskResult.failure("INVALID_PARAMS", e.getMessage());
        }
        try {
            return send(context, params, request);
        } catch (ForbiddenTargetException e) {
            return TaskResult.failure("FORBIDDEN_TARGET", e.getMessage());
        }
    }

    /** The client's own timeout bounds each silence; the watch bounds the whole, and obeys a cancel. */
    private TaskResult send(TaskContext context, Params params, HttpUriRequestBase request) throws IOException {
        long end = System.nanoTime() + timeoutOf(params).toNanos();
        Future<?> watch = watches.scheduleWithFixedDelay(
                () -> abortIf(context.isCancelled() || System.nanoTime() - end > 0, request),
                WATCH_MILLIS,
                WATCH_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> resultOf(context, params, response));
        } catch (IOException e) {
            if (request.isAborted() || e instanceof SocketTimeoutException) {
                return TaskResult.failure("HTTP_TIMEOUT", "No whole answer within " + timeoutOf(params));
            }
            throw e;
        } finally {
            watch.cancel(false);
        }
    }

    private static void abortIf(boolean isTime, HttpUriRequestBase request) {
        if (isTime) {
            request.abort();
        }
    }

    @Override
    public String description() {
        return "Calls a URL and checks the status";
    }

    @Override
    public String paramsSchema() {
        return """
                {"type": "object", "required": ["url"], "properties": {
                  "url": {"type": "string", "format": "uri", "pattern": "^https?://"},
                  "method": {"enum": ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"], "default": "GET"},
                  "headers": {"type": "object", "additionalProperties": {"type": "string"}},
                  "body": {"type": "string", "description": "Sent as application/json"},
                  "expectedStatus": {"type": "integer", "description": "Left out: any of 200 to 299"},
                  "timeoutMs": {"type": "integer", "minimum": 1, "default": 30000}}}""";
    }

    @Override
    public void close() throws IOException {
        watches.shutdownNow();
        client.close();
    }

    private HttpUriRequestBase requestOf(Params params, String idempotencyKey) {
        String method = params.method() == null ? "GET" : params.method().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method must be one of " + METHODS + ", not " + params.method());
        }
        HttpUriRequestBase request = new HttpUriRequestBase(method, uriOf(params.url()));
        request.setHeader("Idempotency-Key", idempotencyKey);
        if (params.headers() != null) {
            params.headers().forEach(request::setHeader);
        }
        if (params.body() != null) {
            request.setEntity(new StringEntity(params.body(), ContentType.APPLICATION_JSON));
        }
        Timeout timeout = Timeout.of(timeoutOf(params));
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .build());
        return request;
    }

    private static URI uriOf(@Nullable String url) {
        if (url == null) {
            throw new IllegalArgumentException("The params need a url");
        }
        URI uri = URI.create(url);
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("url must begin with http:// or https://, not: " + url);
        }
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("url must name a host, and no user: " + url);
        }
        return uri;
    }

    private Duration timeoutOf(Params params) {
        Duration asked = params.timeoutMs() == null ? DEFAULT_TIMEOUT : Duration.ofMillis(params.timeoutMs());
        if (asked.isNegative() || asked.isZero()) {
            throw new IllegalArgumentException("timeoutMs must be positive, not " + params.timeoutMs());
        }
        return asked.compareTo(settings.maxTimeout()) < 0 ? asked : settings.maxTimeout();
    }

    private TaskResult resultOf(TaskContext context, Params params, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        String body = bodyOf(response.getEntity());
        TaskLogger.info(context, "{} answered {}", String.valueOf(params.url()), status);
        boolean isExpected = params.expectedStatus() == null ? status / 100 == 2 : status == params.expectedStatus();
        return isExpected
                ? TaskResult.success(Map.of("status", status, "body", body))
                : TaskResult.failure("UNEXPECTED_STATUS", "Answered " + status + ": " + body);
    }

    private String bodyOf(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        try (InputStream content = entity.getContent()) {
            return new String(content.readNBytes(settings.maxResponseBytes()), StandardCharsets.UTF_8);
        }
    }
}
