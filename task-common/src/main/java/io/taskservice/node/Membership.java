package io.taskservice.node;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.taskservice.identity.Ids;
import io.taskservice.identity.NodeId;
import io.taskservice.loop.Loop;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this process a member of the cluster: joins, renews its lease, and joins anew when it has lost it. */
public final class Membership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Membership.class);
    private static final int HOST_CHARACTERS = 60;

    private final NodeRepository nodes;
    private final NodeSettings settings;
    private final Origin origin;
    private final List<NodePart> parts;
    private final LongSupplier nanoTime;
    private final String bootId = Ids.next();
    private final Loop loop = new Loop("heartbeat", this::heartbeatOnce);
    private volatile @Nullable Lease lease;
    private volatile boolean stopping;
    private volatile NodeWish wish = NodeWish.WORK;

    /**
     * Where this process runs.
     *
     * @param host host name
     * @param address host and HTTP port, for people
     * @param version version of the software
     */
    public record Origin(String host, String address, String version) {}

    public Membership(NodeRepository nodes, NodeSettings settings, Origin origin, List<NodePart> parts) {
        this(nodes, settings, origin, parts, System::nanoTime);
    }

    /** With a monotonic clock of its own. */
    Membership(
            NodeRepository nodes, NodeSettings settings, Origin origin, List<NodePart> parts, LongSupplier nanoTime) {
        this.nodes = nodes;
        this.nanoTime = nanoTime;
        this.settings = settings;
        this.origin = origin;
        this.parts = List.copyOf(parts);
    }

    /** Version of the software this process runs. */
    public static String softwareVersion() {
        String version = Membership.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Joins in the background. */
    public void start() {
        loop.start();
    }

    /** The lease under which claims may be made now; empty before joining, or after losing it. */
    public Optional<Lease> lease() {
        return Optional.ofNullable(lease).filter(Lease::isHeld);
    }

    /** The last id this process had; empty before it first joined. */
    public Optional<NodeId> nodeId() {
        return Optional.ofNullable(lease).map(Lease::node);
    }

    /** Tells the cluster that this node takes nothing new, for good. */
    public void drain() {
        stopping = true;
        loop.wake();
    }

    /** Obeys what people wish of this node, and tells the cluster; one that stops for good goes on stopping. */
    public void obey(NodeWish wished) {
        if (wish != wished) {
            wish = wished;
            loop.wake();
        }
    }

    /** Where this node stands, which its next heartbeat tells the cluster. */
    public NodeState state() {
        return stopping || wish == NodeWish.DRAIN ? NodeState.DRAINING : NodeState.ALIVE;
    }

    /** The loop that renews, for health checks. */
    public Loop loop() {
        return loop;
    }

    /** Leaves in order. */
    @Override
    public void close() {
        loop.close();
        nodeId().ifPresent(id -> {
            try {
                nodes.leave(id);
            } catch (RuntimeException e) {
                log.warn("Could not leave in order; the lease of {} runs out instead: {}", id, e.getMessage());
            }
        });
    }

    Duration heartbeatOnce() {
        long sent = nanoTime.getAsLong();
        Lease current = lease;
        if (current == null || current.isLost()) {
            join(sent);
        } else if (nodes.renew(current.node(), settings.lease(), load(), state())) {
            current.extendTo(sent + settings.lease().toNanos());
        } else {
            current.lose();
            log.warn("Node {} has lost its lease: what it was running is run elsewhere", current.node());
            join(nanoTime.getAsLong());
        }
        return settings.heartbeat();
    }

    private void join(long sent) {
        NodeId id = newId();
        publishHandlers();
        nodes.join(id, bootId, profile(), wish, settings.lease());
        lease = new Lease(id, sent + settings.lease().toNanos(), nanoTime);
        log.info("Joined the cluster as {} with roles {}", id, profile().roles());
    }

    /** What handlers say of themselves is for people only: whatever is wrong with it, the node works. */
    private void publishHandlers() {
        try {
            nodes.publish(
                    parts.stream().flatMap(part -> part.handlerInfos().stream()).toList());
        } catch (RuntimeException e) {
            log.warn("Could not publish what the handlers of this node say of themselves: {}", e.getMessage());
        }
    }

    /** Never the host name alone: a process that comes back under it must not find its old claims still its own. */
    private NodeId newId() {
        String host = origin.host().replaceAll("[^A-Za-z0-9.-]", "-");
        String random = Ids.next();
        return new NodeId(host.substring(0, Math.min(host.length(), HOST_CHARACTERS)) + "-"
                + random.substring(random.length() - 12));
    }

    private Node.Profile profile() {
        Set<Role> roles = parts.stream().map(NodePart::role).collect(toCollection(() -> EnumSet.noneOf(Role.class)));
        return new Node.Profile(
                roles,
                origin.address(),
                origin.version(),
                parts.stream().mapToInt(NodePart::slots).sum(),
                union(NodePart::handlers),
                union(NodePart::queues));
    }

    private Node.Load load() {
        return new Node.Load(
                parts.stream().mapToInt(NodePart::busy).sum(),
                union(NodePart::partitions),
                parts.stream().mapToLong(NodePart::generation).max().orElse(0));
    }

    private <T> Set<T> union(Function<NodePart, Set<T>> of) {
        return parts.stream().flatMap(part -> of.apply(part).stream()).collect(toUnmodifiableSet());
    }
}
