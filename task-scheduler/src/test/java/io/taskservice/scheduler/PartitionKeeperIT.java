package io.taskservice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.NodeId;
import io.taskservice.node.Node;
import io.taskservice.node.NodeState;
import io.taskservice.node.Role;
import io.taskservice.redis.LockSettings;
import io.taskservice.redis.RedisLink;
import io.taskservice.redis.RedisSettings;
import io.taskservice.testkit.TestRedis;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

class PartitionKeeperIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TestRedis REDIS = TestRedis.dedicated();
    private static final LockSettings LOCKS = new LockSettings("test:lock:", Duration.ofSeconds(60));
    private static final Duration LEASE = Duration.ofMillis(500);
    private static final int ALL = TaskDefinition.PARTITIONS;

    private final List<Member> members = new ArrayList<>();

    @BeforeEach
    void emptyEverything() {
        STORES.empty();
        if (!REDIS.isUp()) {
            REDIS.restart();
        }
        REDIS.flushAll();
    }

    @AfterEach
    void closeTheLinks() {
        members.forEach(Member::close);
    }

    @AfterAll
    static void close() throws Exception {
        REDIS.close();
        STORES.close();
    }

    @Test
    void aSchedulerThatIsAloneOwnsAll() {
        Member alone = join("alone");

        alone.keep();

        assertThat(alone.owned()).hasSize(ALL);
        assertThat(alone.client().getKeys().getKeysByPattern("test:lock:partition:*"))
                .hasSize(ALL);
        assertThat(alone.client().getLock("test:lock:partition:0").remainTimeToLive())
                .isBetween(1L, LOCKS.defaultExpireTime().toMillis());
    }

    @Test
    void twoSchedulersShareWithoutOverlap() {
        Member one = join("one");
        one.keep();
        Member two = join("two");

        one.keep();
        two.keep();

        assertShared(one, two);
    }

    @Test
    void threeSchedulersShareToo() {
        List<Member> three = List.of(join("one"), join("two"), join("three"));

        for (int round = 0; round < 3; round++) {
            three.forEach(Member::keep);
        }

        Set<Integer> all = new HashSet<>();
        three.forEach(member -> all.addAll(member.owned()));
        assertThat(three).allMatch(member -> member.owned().size() <= 6);
        assertThat(three.stream().mapToInt(member -> member.owned().size()).sum())
                .isEqualTo(ALL);
        assertThat(all).hasSize(ALL);
    }

    @Test
    void whoLeavesInOrderGivesItsShareAtOnce() {
        Member one = join("one");
        Member two = join("two");
        one.keep();
        two.keep();

        two.keeper.releaseAll();
        two.leave();
        one.keep();

        assertThat(one.owned()).hasSize(ALL);
    }

    @Test
    void theLocksOfADeadSchedulerAreBrokenAfterALease() {
        Member one = join("one");
        Member two = join("two");
        one.keep();
        two.keep();

        two.leave();
        one.keep();
        assertThat(one.owned()).as("it may only just be gone").hasSize(ALL / 2);

        onThisThread().untilAsserted(() -> {
            one.keep();
            assertThat(one.owned()).hasSize(ALL);
        });
    }

    @Test
    void theLocksOfALiveSchedulerAreNotBroken() {
        Member one = join("one");
        Member two = join("two");
        one.keep();
        two.keep();
        long end = System.nanoTime() + LEASE.multipliedBy(3).toNanos();

        onThisThread().until(() -> {
            one.keep();
            two.keep();
            return System.nanoTime() - end > 0;
        });

        assertShared(one, two);
    }

    @Test
    void aLiveSchedulerThatIsSlowToShareKeepsItsLocksUntilItDoes() {
        Member slow = join("slow");
        slow.keep();
        Member fresh = join("fresh");
        long end = System.nanoTime() + LEASE.multipliedBy(3).toNanos();

        onThisThread().until(() -> {
            fresh.keep();
            return System.nanoTime() - end > 0;
        });
        assertThat(IntStream.range(0, ALL))
                .allMatch(partition -> slow.client()
                        .getLock("test:lock:partition:" + partition)
                        .isHeldByCurrentThread());

        slow.keep();
        fresh.keep();
        assertShared(slow, fresh);
    }

    @Test
    void whenRedisStopsEveryoneLooksAtAllAndWhenItIsBackTheyShareAgain() {
        Member one = join("one");
        Member two = join("two");
        one.keep();
        two.keep();

        REDIS.stop();
        one.keep();
        two.keep();
        assertThat(one.owned()).hasSize(ALL);
        assertThat(two.owned()).hasSize(ALL);

        REDIS.restart();
        onThisThread().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            one.keep();
            two.keep();
            assertShared(one, two);
        });
    }

    @Test
    void whenRedisForgetsTheyShareAnew() {
        Member one = join("one");
        Member two = join("two");
        one.keep();
        two.keep();

        REDIS.flushAll();
        one.keep();
        two.keep();

        assertShared(one, two);
    }

    @Test
    void aResetTakesTheShareAnew() {
        Member one = join("one");
        one.keep();

        one.keeper.reset();
        one.keep();

        assertThat(one.owned()).hasSize(ALL);
    }

    @Test
    void aChangeIsToldAndNoChangeIsNot() {
        Member one = join("one");
        AtomicInteger changes = new AtomicInteger();
        one.keeper.whenChanged(changes::incrementAndGet);

        one.keep();
        assertThat(changes.get()).as("all before, all after").isZero();
        join("two");
        one.keep();
        one.keep();

        assertThat(changes.get()).isEqualTo(1);
    }

    @Test
    void withoutRedisAllAreOwned() {
        RedisLink none = new RedisLink(new RedisSettings("", 6379, "", Duration.ofSeconds(1)), LOCKS);
        PartitionKeeper keeper = new PartitionKeeper(none, LOCKS, STORES.nodes(), Optional::empty, LEASE);

        keeper.keepOnce();

        assertThat(keeper.owned()).hasSize(ALL);
    }

    private Member join(String name) {
        Member member = new Member(new NodeId(name));
        members.add(member);
        return member;
    }

    /** Redisson's locks belong to a thread, and each keeper has but one. */
    private static ConditionFactory onThisThread() {
        return await().pollInSameThread();
    }

    private static void assertShared(Member one, Member two) {
        Set<Integer> all = new HashSet<>(one.owned());
        all.addAll(two.owned());
        assertThat(one.owned()).hasSize(ALL / 2);
        assertThat(two.owned()).hasSize(ALL / 2);
        assertThat(all).hasSize(ALL);
    }

    /** A scheduler as far as partitions go: a link of its own, a keeper, and its row. */
    private static final class Member {

        private static final Duration LONG = Duration.ofMinutes(10);

        private final NodeId id;
        private final RedisLink link;
        private final PartitionKeeper keeper;

        Member(NodeId id) {
            this.id = id;
            this.link = new RedisLink(new RedisSettings(REDIS.host(), REDIS.port(), "", Duration.ofMillis(500)), LOCKS);
            this.keeper = new PartitionKeeper(link, LOCKS, STORES.nodes(), () -> Optional.of(id), LEASE);
            STORES.nodes()
                    .join(id, "boot", new Node.Profile(Set.of(Role.SCHEDULER), "a", "v", 0, Set.of(), Set.of()), LONG);
            link.start();
            await().until(() -> link.client().isPresent());
        }

        /** A pass, and the heartbeat that tells of it. */
        void keep() {
            keeper.keepOnce();
            STORES.nodes().renew(id, LONG, new Node.Load(0, keeper.owned(), 0), NodeState.ALIVE);
        }

        Set<Integer> owned() {
            return keeper.owned();
        }

        RedissonClient client() {
            return link.client().orElseThrow();
        }

        /** Its row goes; its locks stay. */
        void leave() {
            STORES.nodes().leave(id);
            STORES.nodes().bury(id);
        }

        void close() {
            link.close();
        }
    }
}
