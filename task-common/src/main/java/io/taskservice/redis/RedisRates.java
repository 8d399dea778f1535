package io.taskservice.redis;

import io.taskservice.quota.RateSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps token buckets in Redis, by its clock. When it does not answer in time it is left alone for a second. */
public final class RedisRates implements RateSource {

    private static final Logger log = LoggerFactory.getLogger(RedisRates.class);
    private static final String PREFIX = "task:rate:";
    private static final long PATIENCE_MILLIS = 100;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Takes tokens from the bucket KEYS[1] of ARGV[1] tokens a second: up to ARGV[2] of them. Forgotten when full. */
    private static final String TAKE = """
            local rate, wanted = tonumber(ARGV[1]), tonumber(ARGV[2])
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
            local tokens = tonumber(bucket[1]) or rate
            local passed = math.max(0, now - (tonumber(bucket[2]) or now))
            tokens = math.min(rate, tokens + passed * rate / 1000)
            local granted = math.min(wanted, math.floor(tokens))
            redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - granted), 'at', now)
            redis.call('PEXPIRE', KEYS[1], 2000)
            return granted
            """;

    private final RedisLink link;
    private volatile long silentUntilNanos = System.nanoTime();

    public RedisRates(RedisLink link) {
        this.link = link;
    }

    @Override
    public OptionalInt take(String name, int perSecond, int wanted) {
        if (System.nanoTime() - silentUntilNanos < 0) {
            return OptionalInt.empty();
        }
        return link.client()
                .map(client -> take(client, name, perSecond, wanted))
                .orElse(OptionalInt.empty());
    }

    private OptionalInt take(RedissonClient client, String name, int perSecond, int wanted) {
        try {
            Long granted = client.getScript(StringCodec.INSTANCE)
                    .<Long>evalAsync(
                            RScript.Mode.READ_WRITE,
                            TAKE,
                            RScript.ReturnType.LONG,
                            List.of(PREFIX + name),
                            perSecond,
                            wanted)
                    .toCompletableFuture()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return OptionalInt.of(granted.intValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            silentUntilNanos = System.nanoTime() + PAUSE_NANOS;
            log.debug("Redis keeps no rates now; each node keeps them by itself", e);
            return OptionalInt.empty();
        }
    }
}
