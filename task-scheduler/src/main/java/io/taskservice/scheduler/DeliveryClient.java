package io.taskservice.scheduler;

import io.taskservice.delivery.DueDelivery;
import io.taskservice.webhook.Signing;
import io.taskservice.webhook.WebhookSettings;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts events, with the headers of Standard Webhooks 1.0.
 *
 * <p>Redirects are not followed, nothing is sent twice, and every connection goes to an address that the guard has just
 * passed: a name that answers differently the second time gains nothing.
 */
final class DeliveryClient implements AutoCloseable {

    private static final int MOST_ANSWER_BYTES = 64 * 1024;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final ScheduledExecutorService watches = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "task-delivery-watch");
        thread.setDaemon(true);
        return thread;
    });

    DeliveryClient(WebhookSettings settings) {
        this.timeout = settings.timeout();
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(settings.guard())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .setMaxConnTotal(settings.concurrency())
                .setMaxConnPerRoute(settings.concurrency())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent("task-service-webhooks/1")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .evictIdleConnections(Timeout.ofSeconds(30))
                .build();
    }

    /** Sends one try and returns the status that is answered. */
    int post(DueDelivery delivery, Signing signing) throws IOException {
        HttpPost request = requestOf(delivery, signing);
        Future<?> watch = watches.schedule(request::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return statusOf(delivery.url(), request);
        } catch (IOException e) {
            if (request.isAborted()) {
                SocketTimeoutException late = new SocketTimeoutException("No whole answer within " + timeout);
                late.initCause(e);
                throw late;
            }
            throw e;
        } finally {
            watch.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        watches.shutdownNow();
        client.close();
    }

    private HttpPost requestOf(DueDelivery delivery, Signing signing) {
        String id = delivery.eventId().value();
        HttpPost request = new HttpPost(delivery.url());
        request.setHeader("webhook-id", id);
        request.setHeader(
                "webhook-timestamp", Long.toString(delivery.claimedAt().getEpochSecond()));
        request.setHeader("webhook-signature", signing.sign(id, delivery.claimedAt(), delivery.payload()));
        request.setEntity(new StringEntity(delivery.payload(), ContentType.APPLICATION_JSON));
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeout))
                // The watch ends what takes too long, whichever part of it does.
                .setResponseTimeout(Timeout.DISABLED)
                .build());
        return request;
    }

    /**
     * Nobody needs to know what the answer says. A short one is read to its end, so that the connection can be used
     * again; closing the response breaks off a longer one instead of reading on.
     */
    private int statusOf(String url, HttpPost request) throws IOException {
        try (ClassicHttpResponse response = client.executeOpen(HttpHost.create(URI.create(url)), request, null)) {
            @Nullable HttpEntity entity = response.getEntity();
            if (entity != null) {
                entity.getContent().readNBytes(MOST_ANSWER_BYTES);
            }
            return response.getCode();
        }
    }
}
