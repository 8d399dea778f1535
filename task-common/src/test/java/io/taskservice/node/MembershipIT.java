package io.taskservice.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.identity.NodeId;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(600);

    private final NodeRepository nodes = STORES.nodes();

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void theFirstHeartbeatJoins() {
        Membership membership = membership(LONG);
        assertThat(membership.lease()).isEmpty();
        assertThat(membership.nodeId()).isEmpty();

        assertThat(membership.heartbeatOnce()).isEqualTo(Duration.ofSeconds(20));

        assertThat(membership.lease()).isPresent();
        Node node = only(nodes.live());
        assertThat(membership.nodeId()).contains(node.id());
        assertThat(node.id().value()).startsWith("a-host-");
        assertThat(node.profile())
                .isEqualTo(new Node.Profile(
                        Set.of(Role.EXECUTOR, Role.SCHEDULER),
                        "a host:8084",
                        "1.0",
                        5,
                        Set.of("echo", "http"),
                        Set.of("default")));
        assertThat(node.state()).isEqualTo(NodeState.ALIVE);
        assertThat(node.leaseUntil())
                .isBetween(
                        STORES.now().plus(LONG).minusSeconds(20), STORES.now().plus(LONG));
    }

    @Test
    void laterHeartbeatsRenewTheLeaseAndTellTheLoad() {
        Membership membership = membership(LONG);
        membership.heartbeatOnce();
        Node joined = only(nodes.live());
        await().until(() -> STORES.now().isAfter(joined.startedAt()));

        membership.heartbeatOnce();

        Node renewed = only(nodes.live());
        assertThat(renewed.id()).isEqualTo(joined.id());
        assertThat(renewed.leaseUntil()).isAfter(joined.leaseUntil());
        assertThat(renewed.load()).isEqualTo(new Node.Load(3, Set.of(2, 11), 7));
    }

    @Test
    void aLeaseThatNobodyRenewsEndsHereAndIsNotRenewedAgain() {
        Membership membership = membership(SHORT);
        membership.heartbeatOnce();
        Lease lease = membership.lease().orElseThrow();
        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.isHeldFor(SHORT)).isFalse();

        await().until(() -> !lease.isHeld());
        assertThat(membership.lease()).isEmpty();
        await().until(() -> nodes.live().isEmpty());
        membership.heartbeatOnce();

        assertThat(lease.isHeld()).isFalse();
        assertThat(membership.lease()).isPresent();
        assertThat(membership.nodeId().orElseThrow()).isNotEqualTo(lease.node());
    }

    @Test
    void aNodeThatWasDeclaredDeadComesBackUnderAnotherIdOfTheSameBoot() {
        Membership membership = membership(LONG);
        membership.heartbeatOnce();
        Lease lease = membership.lease().orElseThrow();
        STORES.execute("UPDATE nodes SET lease_until = UTC_TIMESTAMP(3)");
        assertThat(nodes.declareDead()).isEqualTo(1);

        membership.heartbeatOnce();

        assertThat(lease.isHeld()).isFalse();
        Node dead = only(nodes.dead());
        Node alive = only(nodes.live());
        assertThat(dead.id()).isEqualTo(lease.node());
        assertThat(membership.nodeId()).contains(alive.id());
        assertThat(alive.bootId()).isEqualTo(dead.bootId());
    }

    @Test
    void aLeaseThatWasGivenUpHereIsNotRenewed() {
        Membership membership = membership(LONG);
        membership.heartbeatOnce();
        Lease lease = membership.lease().orElseThrow();

        lease.lose();
        assertThat(membership.lease()).isEmpty();
        membership.heartbeatOnce();

        assertThat(lease.isHeld()).isFalse();
        assertThat(membership.nodeId().orElseThrow()).isNotEqualTo(lease.node());
    }

    @Test
    void twoProcessesOfOneHostAreTwoNodes() {
        membership(LONG).heartbeatOnce();
        membership(LONG).heartbeatOnce();

        assertThat(nodes.live()).extracting(Node::id).doesNotHaveDuplicates().hasSize(2);
        assertThat(nodes.live()).extracting(Node::bootId).doesNotHaveDuplicates();
    }

    @Test
    void aDrainingNodeKeepsItsLease() {
        Membership membership = membership(LONG);
        membership.heartbeatOnce();

        membership.drain();
        membership.heartbeatOnce();

        assertThat(only(nodes.live()).state()).isEqualTo(NodeState.DRAINING);
        assertThat(membership.lease()).isPresent();
    }

    @Test
    void whoLeavesInOrderIsFreedAtOnce() {
        Membership membership = membership(LONG);
        membership.heartbeatOnce();
        NodeId id = membership.nodeId().orElseThrow();

        membership.close();

        assertThat(nodes.live()).isEmpty();
        assertThat(only(nodes.dead()).id()).isEqualTo(id);
        nodes.bury(id);
        assertThat(nodes.dead()).isEmpty();
    }

    @Test
    void theLoopKeepsTheLeaseFarBeyondItsLength() {
        try (Membership membership = membership(SHORT)) {
            membership.start();
            await().until(() -> membership.lease().isPresent());
            Lease lease = membership.lease().orElseThrow();
            long end = System.nanoTime() + SHORT.multipliedBy(3).toNanos();

            await().until(() -> System.nanoTime() - end > 0);

            assertThat(lease.isHeld()).isTrue();
            assertThat(membership.nodeId()).contains(lease.node());
        }
    }

    @Test
    void onlyNodesWhoseLeaseIsOverAreDeclaredDead() {
        nodes.join(new NodeId("alive"), "b1", profile(), LONG);
        nodes.join(new NodeId("over"), "b2", profile(), Duration.ofMillis(1));
        await().until(() -> nodes.live().size() == 1);

        assertThat(nodes.declareDead()).isEqualTo(1);
        assertThat(nodes.declareDead()).isZero();

        assertThat(only(nodes.dead()).id()).isEqualTo(new NodeId("over"));
        assertThat(nodes.renew(new NodeId("over"), LONG, Node.Load.NONE, NodeState.ALIVE))
                .isFalse();
    }

    @Test
    void rowsOfNodesLongGoneAreForgotten() {
        nodes.join(new NodeId("old"), "b1", profile(), LONG);
        nodes.join(new NodeId("recent"), "b2", profile(), LONG);
        STORES.execute("UPDATE nodes SET state = 'GONE', lease_until = UTC_TIMESTAMP(3)");
        STORES.execute("UPDATE nodes SET lease_until = TIMESTAMPADD(DAY, -8, UTC_TIMESTAMP(3)) WHERE id = 'old'");

        assertThat(nodes.forget(7)).isEqualTo(1);
        assertThat(STORES.number("SELECT COUNT(*) FROM nodes")).isEqualTo(1);
    }

    private Membership membership(Duration lease) {
        return new Membership(
                nodes,
                new NodeSettings(lease, lease.dividedBy(3)),
                new Membership.Origin("a host", "a host:8084", "1.0"),
                List.of(new Executor(), new Scheduler()));
    }

    private static Node.Profile profile() {
        return new Node.Profile(Set.of(Role.API), "a", "v", 0, Set.of(), Set.of());
    }

    private static Node only(List<Node> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static final class Executor implements NodePart {

        @Override
        public Role role() {
            return Role.EXECUTOR;
        }

        @Override
        public int slots() {
            return 5;
        }

        @Override
        public int busy() {
            return 3;
        }

        @Override
        public Set<String> handlers() {
            return Set.of("http", "echo");
        }

        @Override
        public Set<String> queues() {
            return Set.of("default");
        }
    }

    private static final class Scheduler implements NodePart {

        @Override
        public Role role() {
            return Role.SCHEDULER;
        }

        @Override
        public Set<Integer> partitions() {
            return Set.of(11, 2);
        }

        @Override
        public long generation() {
            return 7;
        }
    }
}
