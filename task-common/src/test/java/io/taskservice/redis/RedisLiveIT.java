package io.taskservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes tell each other what happens, through Redis, and only what the other wants to hear. */
class RedisLiveIT {

    private static final TenantId HEARD = new TenantId("heard");
    private static final TenantId OTHER = new TenantId("other");
    private static final Duration SOON = Duration.ofSeconds(15);

    private final TestRedis redis = TestRedis.dedicated();
    private final Process listener = new Process();
    private final Process teller = new Process();

    @AfterEach
    void stop() {
        listener.close();
        teller.close();
        redis.close();
    }

    @Test
    void whatIsWantedArrivesAndNothingElseIsEvenMade() {
        AtomicInteger made = new AtomicInteger();
        teller.feed.publish(() -> {
            made.incrementAndGet();
            return List.of(change(HEARD));
        });
        assertThat(made).hasValue(0);
        awaitHeard();
        InstanceChange wanted = change(HEARD);

        teller.feed.publish(() -> List.of(change(OTHER), wanted));

        await().atMost(SOON).until(() -> listener.got.contains(wanted));
        assertThat(listener.got).extracting(InstanceChange::tenantId).containsOnly(HEARD);
    }

    @Test
    void aStoppedRedisIsNoticedSoonAndItsReturnToo() {
        awaitHeard();
        assertThat(listener.feed.isRelayed()).isTrue();

        redis.stop();
        await().atMost(Duration.ofSeconds(4)).until(() -> {
            listener.feed.hear(Set.of(HEARD));
            return !listener.feed.isRelayed();
        });
        long start = System.nanoTime();
        teller.feed.publish(() -> List.of(change(HEARD)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));

        redis.restart();
        awaitHeard();
    }

    /** Says again and again who is heard, as a node does that has streams open, until both know. */
    private void awaitHeard() {
        await().atMost(SOON).until(() -> {
            listener.feed.hear(Set.of(HEARD));
            int before = listener.got.size();
            teller.feed.publish(() -> List.of(change(HEARD)));
            await().during(Duration.ofMillis(100)).until(() -> true);
            return listener.got.size() > before && listener.feed.isRelayed();
        });
    }

    private static InstanceChange change(TenantId tenant) {
        return new InstanceChange(
                "event", tenant, InstanceId.next(), null, "echo", "default", InstanceStatus.RUNNING, 1, 40, "界", null);
    }

    /** As much of a process as passes on news. */
    private final class Process implements AutoCloseable {

        private final LiveFeed feed = new LiveFeed();
        private final List<InstanceChange> got = new CopyOnWriteArrayList<>();
        private final RedisLink link = new RedisLink(
                new RedisSettings(redis.host(), redis.port(), "", Duration.ofMillis(500)),
                new LockSettings("test:", Duration.ofSeconds(60)));
        private final RedisLive relay = new RedisLive(feed, link);

        Process() {
            feed.listen(got::addAll);
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
