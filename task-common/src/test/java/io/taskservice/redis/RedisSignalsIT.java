package io.taskservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestRedis;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes wake each other through Redis, and know when that does not work. */
@Tag("once")
class RedisSignalsIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration ALONE = Duration.ofSeconds(1);

    private final TestRedis redis = TestRedis.dedicated();
    private final Process one = new Process();
    private final Process other = new Process();

    @AfterEach
    void stop() {
        one.close();
        other.close();
        redis.close();
    }

    @Test
    void aSignalArrivesElsewhereAndOnceOnlyAtHome() {
        awaitUp();

        one.signals.publish(Signal.INSTANCES_READY);

        await().atMost(SOON).until(() -> other.heard.get() == 1);
        assertThat(one.heard).hasValue(1);
    }

    @Test
    void loopsWaitLongerWhileSignalsArriveAndOnlyThen() {
        assertThat(new Signals().patience(ALONE)).isEqualTo(ALONE);
        awaitUp();

        redis.stop();

        await().atMost(SOON).until(() -> other.signals.patience(ALONE).equals(ALONE));
        long start = System.nanoTime();
        one.signals.publish(Signal.INSTANCES_READY);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));

        redis.restart();
        awaitUp();
    }

    private void awaitUp() {
        Duration relayed = ALONE.multipliedBy(3);
        await().atMost(SOON)
                .until(() -> one.signals.patience(ALONE).equals(relayed)
                        && other.signals.patience(ALONE).equals(relayed));
    }

    /** As much of a process as passes on signals. */
    private final class Process implements AutoCloseable {

        private final Signals signals = new Signals();
        private final AtomicInteger heard = new AtomicInteger();
        private final RedisLink link = new RedisLink(
                new RedisSettings(redis.host(), redis.port(), "", Duration.ofMillis(500)),
                new LockSettings("test:", Duration.ofSeconds(60)));
        private final RedisSignals relay = new RedisSignals(signals, link);

        Process() {
            signals.listen(Signal.INSTANCES_READY, heard::incrementAndGet);
            link.start();
            relay.start();
        }

        @Override
        public void close() {
            relay.close();
            link.close();
        }
    }
}
