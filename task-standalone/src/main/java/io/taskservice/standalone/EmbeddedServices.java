package io.taskservice.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The MariaDB and the Redis of this process: started side by side, stopped one after the other, Redis first.
 *
 * <p>May be closed from another thread at any time, even while {@link #start} runs.
 */
final class EmbeddedServices implements AutoCloseable {

    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(20);

    private final DataFolder data;
    private final Consumer<String> console;
    private final Runnable databaseLost;
    private final List<ChildServer> databases = new ArrayList<>();
    private final List<ChildServer> redises = new ArrayList<>();
    private boolean ending;

    /**
     * {@code console} takes one line for each thing that its reader may want to know; {@code databaseLost} runs when the
     * database ends though nobody asked it to.
     */
    EmbeddedServices(DataFolder data, Consumer<String> console, Runnable databaseLost) {
        this.data = data;
        this.console = console;
        this.databaseLost = databaseLost;
    }

    /** Starts what the settings ask for and returns the server's configuration for it. */
    Map<String, Object> start(StandaloneSettings settings) {
        stopLeftovers();
        CompletableFuture<@Nullable Endpoint> redis = settings.embedsRedis()
                ? async("standalone-redis", new EmbeddedRedis(data, into(redises))::start)
                : CompletableFuture.completedFuture(null);
        Map<String, Object> properties = new LinkedHashMap<>();
        try {
            if (settings.embedsDatabase()) {
                properties.putAll(database(startDatabase()));
            }
            if (settings.makesKey()) {
                properties.put(StandaloneSettings.SECRETS_KEY, data.masterKey());
            }
            Endpoint endpoint = redis.join();
            if (endpoint != null) {
                properties.putAll(redis(endpoint));
            }
            return properties;
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure ? failure : e;
        }
    }

    /** From now on nothing more is started, and a server that ends is no news. */
    synchronized void announceEnd() {
        ending = true;
    }

    /** Stops Redis, then the database; returns when both are gone. */
    @Override
    public void close() {
        announceEnd();
        copy(redises).forEach(ChildServer::stop);
        copy(databases).forEach(ChildServer::stop);
    }

    private Endpoint startDatabase() {
        EmbeddedDatabase database = new EmbeddedDatabase(data, into(databases));
        if (database.isNew()) {
            console.accept("First start: preparing a database in " + data.path());
        }
        Endpoint endpoint = database.start();
        endpoint.server().onEnd(this::databaseEnded);
        return endpoint;
    }

    private void databaseEnded() {
        if (!isEnding()) {
            databaseLost.run();
        }
    }

    private void stopLeftovers() {
        int stopped = Leftovers.stop(EmbeddedRedis.folder(data), EmbeddedRedis.PROGRAM, LEFTOVER_GRACE)
                + Leftovers.stop(EmbeddedDatabase.folder(data), EmbeddedDatabase.PROGRAM, LEFTOVER_GRACE);
        if (stopped > 0) {
            console.accept("An earlier run was killed: stopped the " + stopped + " server(s) it left running");
        }
    }

    private Map<String, Object> database(Endpoint endpoint) {
        console.accept("MariaDB is up on " + Endpoint.HOST + ":" + endpoint.port() + ", log: " + data.log("mariadb"));
        return Map.of(
                "app.task.database.host", Endpoint.HOST,
                "app.task.database.port", endpoint.port(),
                "app.task.database.name", EmbeddedDatabase.SCHEMA,
                "app.task.database.user", EmbeddedDatabase.USER,
                "app.task.database.password", endpoint.password());
    }

    private Map<String, Object> redis(Endpoint endpoint) {
        console.accept("Redis is up on " + Endpoint.HOST + ":" + endpoint.port() + ", log: " + data.log("redis"));
        return Map.of(
                "app.task.redis.host", Endpoint.HOST,
                "app.task.redis.port", endpoint.port(),
                "app.task.redis.password", endpoint.password());
    }

    /** Remembers a process so that {@link #close()} ends it; one that comes too late is ended here. */
    private UnaryOperator<ChildServer> into(List<ChildServer> list) {
        return server -> {
            if (!remember(list, server)) {
                server.stop();
                throw new StartFailure("stopped while starting");
            }
            return server;
        };
    }

    private synchronized boolean remember(List<ChildServer> list, ChildServer server) {
        list.add(server);
        return !ending;
    }

    private synchronized boolean isEnding() {
        return ending;
    }

    private synchronized List<ChildServer> copy(List<ChildServer> list) {
        return List.copyOf(list);
    }

    private static <T> CompletableFuture<T> async(String thread, Supplier<T> work) {
        Executor executor = task -> new Thread(task, thread).start();
        return CompletableFuture.supplyAsync(work, executor);
    }
}
