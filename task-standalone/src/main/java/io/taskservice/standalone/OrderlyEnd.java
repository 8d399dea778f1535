package io.taskservice.standalone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What happens on Ctrl-C, SIGTERM and {@link System#exit}: the server ends, gracefully, before the Redis and the database
 * that it needs until its last moment.
 *
 * <p>Spring's own shutdown hook closes the server at the same time; closing waits for a close that is under way.
 */
final class OrderlyEnd {

    /** Longer than a graceful stop of the server takes. */
    private static final long SERVER_LIMIT_SECONDS = 60;

    private final EmbeddedServices services;
    private volatile @Nullable CompletableFuture<ConfigurableApplicationContext> server;

    OrderlyEnd(EmbeddedServices services) {
        this.services = services;
    }

    void register() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "standalone-end"));
    }

    /** From now on there is a server to wait for; the caller completes the future when it has started or failed. */
    CompletableFuture<ConfigurableApplicationContext> serverStarts() {
        CompletableFuture<ConfigurableApplicationContext> starting = new CompletableFuture<>();
        server = starting;
        return starting;
    }

    void run() {
        services.announceEnd();
        try {
            closeServer();
        } finally {
            services.close();
        }
    }

    private void closeServer() {
        CompletableFuture<ConfigurableApplicationContext> started = server;
        if (started == null) {
            return;
        }
        try {
            started.get(SERVER_LIMIT_SECONDS, TimeUnit.SECONDS).close();
        } catch (ExecutionException | TimeoutException e) {
            // It failed to start, or hangs: nothing to wait for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
