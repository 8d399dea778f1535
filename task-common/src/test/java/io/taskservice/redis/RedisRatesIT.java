package io.taskservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.quota.SharedRates;
import io.taskservice.testkit.TestRedis;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes keep one rate together through Redis, and each by itself while there is none. */
class RedisRatesIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final TestRedis redis = TestRedis.dedicated();
    private final RedisLink one = link();
    private final RedisLink other = link();

    @BeforeEach
    void connect() {
        one.start();
        other.start();
        await().atMost(SOON)
                .until(() -> one.client().isPresent() && other.client().isPresent());
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        redis.close();
    }

    @Test
    void twoNodesTogetherKeepOneRate() {
        List<SharedRates> nodes = List.of(new SharedRates(new RedisRates(one)), new SharedRates(new RedisRates(other)));

        long start = System.nanoTime();
        List<Integer> granted = Together.call(2, node -> {
            int mine = 0;
            for (int i = 0; i < 2000; i++) {
                mine += nodes.get(node).take("submits:a", 200, 1).granted();
            }
            return mine;
        });
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(granted.stream().mapToInt(Integer::intValue).sum())
                .as("in %.2f s", seconds)
                .isBetween(200, 201 + (int) (200 * seconds));
    }

    @Test
    void eachNameHasItsOwnBucketAndOneThatRestsIsForgotten() {
        RedisRates rates = new RedisRates(one);

        assertThat(rates.take("submits:a", 10, 50)).hasValue(10);
        assertThat(rates.take("submits:b", 10, 50)).hasValue(10);
        assertThat(rates.take("submits:a", 10, 50).orElseThrow()).isLessThan(10);

        await().atMost(SOON).until(() -> one.client().orElseThrow().getKeys().countExists("task:rate:submits:a") == 0);
        assertThat(rates.take("submits:a", 10, 50)).hasValue(10);
    }

    @Test
    void withoutRedisItSaysSoAtOnceAndIsBackSoonAfter() {
        RedisRates rates = new RedisRates(one);
        assertThat(rates.take("r", 10, 1)).hasValue(1);

        redis.stop();
        await().atMost(SOON).until(() -> rates.take("r", 10, 1).isEmpty());
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            rates.take("r", 10, 1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));

        redis.restart();
        await().atMost(SOON).until(() -> rates.take("r", 10, 1).isPresent());
    }

    private RedisLink link() {
        return new RedisLink(
                new RedisSettings(redis.host(), redis.port(), "", Duration.ofMillis(500)),
                new LockSettings("test:", Duration.ofSeconds(60)));
    }
}
