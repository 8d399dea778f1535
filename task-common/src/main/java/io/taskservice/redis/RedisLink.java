package io.taskservice.redis;

import io.taskservice.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to Redis in the background, for as long as it takes, so that a node starts and runs without it.
 *
 * <p>Once connected, Redisson itself survives restarts of the server.
 */
public final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration RETRY = Duration.ofSeconds(3);
    private static final Duration DONE = Duration.ofDays(1);

    private final RedisSettings settings;
    private final LockSettings locks;
    private final Loop loop;
    private final List<Consumer<RedissonClient>> whenConnected = new CopyOnWriteArrayList<>();
    private volatile @Nullable RedissonClient client;
    private boolean complained;

    public RedisLink(RedisSettings settings, LockSettings locks) {
        this.settings = settings;
        this.locks = locks;
        this.loop = new Loop("redis-link", this::connectOnce);
    }

    /** Begins to connect; calls each of {@link #whenConnected}'s listeners once that worked. */
    public void start() {
        if (settings.isPresent()) {
            loop.start();
        }
    }

    /** The client; empty without Redis or before the first connection. Its commands may still fail. */
    public Optional<RedissonClient> client() {
        return Optional.ofNullable(client);
    }

    /** Whether Redis answers now; waits for it no longer than the timeout of the settings. */
    public boolean isAnswering() {
        try {
            return client().map(connected ->
                            connected.getRedisNodes(RedisNodes.SINGLE).pingAll())
                    .orElse(false);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether this process is meant to have Redis. */
    public boolean isConfigured() {
        return settings.isPresent();
    }

    /** Calls {@code listener} with the client once connected; register before {@link #start}. */
    public void whenConnected(Consumer<RedissonClient> listener) {
        whenConnected.add(listener);
    }

    @Override
    public void close() {
        loop.close();
        RedissonClient connected = client;
        if (connected != null) {
            connected.shutdown();
        }
    }

    private Duration connectOnce() {
        if (client != null) {
            return DONE;
        }
        try {
            RedissonClient connected = Redisson.create(config());
            client = connected;
            log.info("Connected to Redis at {}:{}", settings.host(), settings.port());
            whenConnected.forEach(listener -> listener.accept(connected));
            return DONE;
        } catch (RuntimeException e) {
            complainOnce(e);
            return RETRY;
        }
    }

    private void complainOnce(RuntimeException e) {
        if (!complained) {
            complained = true;
            log.warn(
                    "Redis at {}:{} cannot be reached; going on without it and trying again: {}",
                    settings.host(),
                    settings.port(),
                    e.getMessage());
        }
    }

    private Config config() {
        int millis = Math.toIntExact(settings.timeout().toMillis());
        Config config = new Config();
        config.setLockWatchdogTimeout(locks.defaultExpireTime().toMillis());
        config.setThreads(2);
        config.setNettyThreads(2);
        config.useSingleServer()
                .setAddress("redis://" + settings.host() + ":" + settings.port())
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(4)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2)
                .setConnectTimeout(millis)
                .setTimeout(millis)
                .setRetryAttempts(1);
        if (!settings.password().isEmpty()) {
            config.setPassword(settings.password());
        }
        return config;
    }
}
