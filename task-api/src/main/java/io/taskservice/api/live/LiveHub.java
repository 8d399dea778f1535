package io.taskservice.api.live;

import io.taskservice.identity.Ids;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.live.LiveRepository;
import io.taskservice.loop.Loop;
import io.taskservice.node.NodeRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who listen what happens, on a thread of its own.
 *
 * <p>News that come in are told at once. Besides, each tenant that is listened to is looked at: every second while no
 * news from other processes come in, every five seconds while they do, because not everything is told. With nobody
 * listening it does nothing at all.
 */
final class LiveHub {

    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
    private static final long RELAYED_LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long DEPTH_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long ANNOUNCE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Duration RECENT = Duration.ofSeconds(30);
    private static final int MOST_SEEN = 200;
    private static final int MOST_WAITING = 10_000;

    private final LiveFeed live;
    private final LiveRepository instances;
    private final NodeWatch nodes;
    private final Streams streams;
    private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<InstanceChange> news = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Loop loop = new Loop("live", this::tellOnce);
    private long depthNanos = System.nanoTime() - DEPTH_NANOS;
    private long announcedNanos = System.nanoTime() - ANNOUNCE_NANOS;

    LiveHub(LiveFeed live, LiveRepository instances, NodeRepository nodes, Streams streams) {
        this.live = live;
        this.instances = instances;
        this.nodes = new NodeWatch(nodes);
        this.streams = streams;
    }

    void start() {
        live.listen(this::take);
        loop.start();
    }

    void close() {
        loop.close();
    }

    /** Lets a stream listen to a tenant. */
    void join(TenantId tenant, EventStream stream, Set<LiveTopic> topics, @Nullable String lastSeen) {
        tenants.compute(tenant, (id, known) -> {
            Tenant joined = known == null ? new Tenant(new TenantFeed(streams::dropped)) : known;
            joined.feed.join(stream, topics, lastSeen);
            return joined;
        });
        live.hear(Set.copyOf(tenants.keySet()));
        loop.wake();
    }

    /** Called by whoever publishes: it must not wait. */
    private void take(List<InstanceChange> changes) {
        for (InstanceChange change : changes) {
            if (!news.offer(change)) {
                lost.set(true);
            }
        }
        loop.wake();
    }

    /** Tells what has come in, then looks where it is time to. */
    Duration tellOnce() {
        tellNews();
        leaveDeserted();
        if (tenants.isEmpty()) {
            return UNTIL_WOKEN;
        }
        if (isTime(announcedNanos, ANNOUNCE_NANOS)) {
            announcedNanos = System.nanoTime();
            live.hear(Set.copyOf(tenants.keySet()));
        }
        tenants.forEach(this::look);
        if (isTime(depthNanos, DEPTH_NANOS)) {
            depthNanos = System.nanoTime();
            tenants.forEach(this::tellQueues);
            tellNodes();
        }
        return BEAT;
    }

    private void tellNews() {
        List<InstanceChange> changes = new ArrayList<>();
        news.drainTo(changes);
        changes.forEach(change -> tell(change, true));
        if (lost.getAndSet(false)) {
            tenants.values().forEach(tenant -> tenant.feed.reset());
        }
    }

    private void tell(InstanceChange change, boolean withProgress) {
        Tenant tenant = tenants.get(change.tenantId());
        if (tenant != null && tenant.picture.accept(change, withProgress)) {
            tenant.feed.tell(change.eventId(), LiveTopic.INSTANCES, "instance", LiveJson.of(change));
        }
    }

    private void leaveDeserted() {
        boolean anyLeft = tenants.values().removeIf(tenant -> tenant.feed.isDeserted(LINGER_NANOS));
        if (anyLeft) {
            live.hear(Set.copyOf(tenants.keySet()));
        }
    }

    /** Looks at where a tenant's instances stand; the first look only learns. */
    private void look(TenantId id, Tenant tenant) {
        boolean relayed = live.isRelayed();
        if (!tenant.isFirstLook() && !isTime(tenant.lookedNanos, relayed ? RELAYED_LOOK_NANOS : LOOK_NANOS)) {
            return;
        }
        boolean isFirst = tenant.isFirstLook();
        List<InstanceChange> seen = instances.newest(id, RECENT, MOST_SEEN);
        List<InstanceId> missing = tenant.picture.missing(seen);
        List<InstanceChange> found = instances.findAll(id, missing);
        tenant.looked();
        if (isFirst) {
            seen.forEach(change -> tenant.picture.accept(change, true));
            return;
        }
        seen.forEach(change -> tell(change, !relayed));
        found.forEach(change -> tell(change, !relayed));
        Set<InstanceId> gone = new HashSet<>(missing);
        found.forEach(change -> gone.remove(change.instanceId()));
        gone.forEach(tenant.picture::forget);
    }

    private void tellQueues(TenantId id, Tenant tenant) {
        if (tenant.feed.isHeard(LiveTopic.QUEUES)) {
            String depths = LiveJson.of(instances.queueDepths(id));
            if (!depths.equals(tenant.depths)) {
                tenant.depths = depths;
                tenant.feed.tellWhole(LiveTopic.QUEUES, "queues", depths);
            }
        }
    }

    private void tellNodes() {
        List<TenantFeed> wanting = tenants.values().stream()
                .map(tenant -> tenant.feed)
                .filter(feed -> feed.isHeard(LiveTopic.NODES))
                .toList();
        if (wanting.isEmpty()) {
            nodes.forget();
            return;
        }
        for (String change : nodes.look()) {
            String id = Ids.next();
            wanting.forEach(feed -> feed.tell(id, LiveTopic.NODES, "node", change));
        }
    }

    private static boolean isTime(long lastNanos, long every) {
        return System.nanoTime() - lastNanos >= every;
    }

    /** A tenant that is listened to, or lately was. */
    private static final class Tenant {

        private final TenantFeed feed;
        private final Picture picture = new Picture();
        private long lookedNanos;
        private boolean hasLooked;
        private @Nullable String depths;

        Tenant(TenantFeed feed) {
            this.feed = feed;
        }

        boolean isFirstLook() {
            return !hasLooked;
        }

        void looked() {
            hasLooked = true;
            lookedNanos = System.nanoTime();
        }
    }
}
