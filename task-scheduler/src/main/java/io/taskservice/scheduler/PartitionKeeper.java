package io.taskservice.scheduler;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.NodeId;
import io.taskservice.loop.Loop;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.Role;
import io.taskservice.redis.LockSettings;
import io.taskservice.redis.RedisLink;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides the partitions of definitions among the schedulers, by one Redisson lock each.
 *
 * <p>It saves double work and nothing else. Without Redis, or when Redis forgets, several nodes look at the same
 * partitions, and the database lets each fire happen once. A partition nobody owns is fired by everyone's sweep, a second
 * late, until its lock is taken: a dead node's lock is broken once no live node has claimed its partition for a lease.
 */
final class PartitionKeeper {

    private static final Logger log = LoggerFactory.getLogger(PartitionKeeper.class);
    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final Set<Integer> ALL =
            IntStream.range(0, TaskDefinition.PARTITIONS).boxed().collect(Collectors.toUnmodifiableSet());

    private final RedisLink redis;
    private final LockSettings settings;
    private final NodeRepository nodes;
    private final Supplier<Optional<NodeId>> self;
    private final Duration lease;
    private volatile Runnable onChange = () -> {};
    private final Loop loop = new Loop("partitions", this::keepOnce);
    private final Map<Integer, Long> unclaimedSince = new HashMap<>();
    private volatile Set<Integer> owned = ALL;
    private volatile Set<Integer> locked = Set.of();
    private volatile boolean mustReset;

    PartitionKeeper(
            RedisLink redis,
            LockSettings settings,
            NodeRepository nodes,
            Supplier<Optional<NodeId>> self,
            Duration lease) {
        this.redis = redis;
        this.settings = settings;
        this.nodes = nodes;
        this.self = self;
        this.lease = lease;
    }

    Loop loop() {
        return loop;
    }

    /** The partitions this node looks at; all, while it has no lock of any. */
    Set<Integer> owned() {
        return owned;
    }

    /** Calls {@code listener} whenever the partitions this node looks at have become others. */
    void whenChanged(Runnable listener) {
        onChange = listener;
    }

    /** Lets go of all partitions and takes its share anew. */
    void reset() {
        mustReset = true;
        loop.wake();
    }

    Duration keepOnce() {
        Set<Integer> before = owned;
        locked = redis.client().map(this::keep).orElse(Set.of());
        owned = locked.isEmpty() ? ALL : locked;
        if (!owned.equals(before)) {
            log.debug("Owns partitions {}", owned);
            onChange.run();
        }
        return BEAT;
    }

    /** Lets go of everything, once the loop has ended: from another thread, so by force. */
    void releaseAll() {
        redis.client().ifPresent(client -> {
            try {
                locked.forEach(partition -> lock(client, partition).forceUnlock());
            } catch (RuntimeException e) {
                log.debug("Redis keeps the locks of {} until they expire", locked, e);
            }
        });
    }

    private Set<Integer> keep(RedissonClient client) {
        try {
            Set<Integer> held = held(client);
            if (mustReset) {
                mustReset = false;
                held.forEach(partition -> lock(client, partition).forceUnlock());
                held.clear();
            }
            List<Node> schedulers = liveSchedulers();
            int share = -Math.floorDiv(-TaskDefinition.PARTITIONS, Math.max(1, schedulers.size()));
            shrink(client, held, share);
            grow(client, held, share, claimedByOthers(schedulers));
            return Set.copyOf(held);
        } catch (RuntimeException e) {
            log.debug("Redis keeps no locks now; looking at all partitions", e);
            return Set.of();
        }
    }

    private Set<Integer> held(RedissonClient client) {
        return ALL.stream()
                .filter(partition -> lock(client, partition).isHeldByCurrentThread())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Node> liveSchedulers() {
        return nodes.live().stream()
                .filter(node -> node.profile().roles().contains(Role.SCHEDULER))
                .toList();
    }

    private Set<Integer> claimedByOthers(List<Node> schedulers) {
        Optional<NodeId> ownId = self.get();
        return schedulers.stream()
                .filter(node -> !ownId.equals(Optional.of(node.id())))
                .flatMap(node -> node.load().partitions().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void shrink(RedissonClient client, Set<Integer> held, int share) {
        List<Integer> surplus = held.stream().skip(share).toList();
        for (int partition : surplus) {
            lock(client, partition).unlock();
            held.remove(partition);
        }
    }

    private void grow(RedissonClient client, Set<Integer> held, int share, Set<Integer> claimedByOthers) {
        for (int partition : ALL) {
            if (held.size() >= share) {
                return;
            }
            if (!held.contains(partition)
                    && (take(client, partition) || takeOver(client, partition, claimedByOthers))) {
                held.add(partition);
            }
        }
    }

    private boolean take(RedissonClient client, int partition) {
        boolean taken = lock(client, partition).tryLock();
        if (taken) {
            unclaimedSince.remove(partition);
        }
        return taken;
    }

    /** Breaks a lock whose owner is gone: locked, yet claimed by no live node for as long as a lease. */
    private boolean takeOver(RedissonClient client, int partition, Set<Integer> claimedByOthers) {
        if (claimedByOthers.contains(partition)) {
            unclaimedSince.remove(partition);
            return false;
        }
        long since = unclaimedSince.computeIfAbsent(partition, none -> System.nanoTime());
        if (System.nanoTime() - since < lease.toNanos()) {
            return false;
        }
        log.info("Partition {} is locked by a node that is gone; taking it over", partition);
        lock(client, partition).forceUnlock();
        return take(client, partition);
    }

    private RLock lock(RedissonClient client, int partition) {
        return client.getLock(settings.keyPrefix() + "partition:" + partition);
    }
}
