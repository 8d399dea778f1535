package io.taskservice.scheduler;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeState;
import io.taskservice.node.Role;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RescueIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId DEAD = new NodeId("dead");
    private static final NodeId ALIVE = new NodeId("alive");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final NodeRepository nodes = STORES.nodes();
    private final AtomicInteger ready = new AtomicInteger();
    private final Signals signals = new Signals();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Rescue rescue = new Rescue(SchedulerStores.of(STORES), new SchedulerMetrics(registry), signals);

    @BeforeEach
    void twoNodesOfWhichOneIsSilent() {
        STORES.empty();
        signals.listen(Signal.INSTANCES_READY, ready::incrementAndGet);
        join(ALIVE);
        join(DEAD);
        STORES.execute("UPDATE nodes SET lease_until = UTC_TIMESTAMP(3) WHERE id = ?", DEAD.value());
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void whatFailsForGoodWithItsNodeIsCounted() {
        anInstance().runningOn(DEAD).atMostOnce().insertInto(STORES);
        anInstance().runningOn(DEAD).crashes(2).handler("other").insertInto(STORES);
        anInstance().runningOn(DEAD).insertInto(STORES);

        assertThat(rescue.rescueOnce()).isEqualTo(3);

        assertThat(STORES.stats().last(5).failures()).isEqualTo(2);
        assertThat(registry.counter("task.failure", "task_type", "echo").count())
                .isEqualTo(1);
        assertThat(registry.counter("task.failure", "task_type", "other").count())
                .isEqualTo(1);
    }

    @Test
    void theClaimsOfASilentNodeAreFreedAndTheNodeIsBuried() {
        InstanceId lost = anInstance().runningOn(DEAD).insertInto(STORES);
        InstanceId safe = anInstance().runningOn(ALIVE).insertInto(STORES);

        assertThat(rescue.rescueOnce()).isEqualTo(1);

        assertThat(STORES.statusOf(lost)).isEqualTo(InstanceStatus.PENDING);
        assertThat(STORES.statusOf(safe)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(nodes.dead()).isEmpty();
        assertThat(nodes.live()).extracting(Node::id).containsExactly(ALIVE);
        assertThat(ready.get()).isEqualTo(1);
        assertThat(rescue.rescueOnce()).isZero();
    }

    @Test
    void aNodeThatWasRescuedFromCannotRenew() {
        rescue.rescueOnce();

        assertThat(nodes.renew(DEAD, LEASE, Node.Load.NONE, NodeState.ALIVE)).isFalse();
    }

    @Test
    void aClaimThatSomebodyHasLockedIsFreedNextTime() {
        InstanceId locked = anInstance().runningOn(DEAD).insertInto(STORES);
        InstanceId free = anInstance().runningOn(DEAD).insertInto(STORES);

        STORES.database().inTransaction(() -> {
            STORES.execute("UPDATE task_instances SET progress = 1 WHERE id = ?", locked.value());
            assertThat(Together.elsewhere(rescue::rescueOnce)).isEqualTo(1);
            return null;
        });

        assertThat(STORES.statusOf(free)).isEqualTo(InstanceStatus.PENDING);
        assertThat(nodes.dead()).extracting(Node::id).containsExactly(DEAD);
        assertThat(rescue.rescueOnce()).isEqualTo(1);
        assertThat(STORES.statusOf(locked)).isEqualTo(InstanceStatus.PENDING);
        assertThat(nodes.dead()).isEmpty();
    }

    @Test
    void aClaimThatIsCommittedAfterItsNodeWasBuriedIsFreedAllTheSame() {
        InstanceId late = anInstance().insertInto(STORES);

        STORES.database().inTransaction(() -> {
            STORES.execute("""
                    UPDATE task_instances
                    SET status = 'RUNNING', execution_node = ?, attempt = 1, start_time = UTC_TIMESTAMP(3) WHERE id = ?
                    """, DEAD.value(), late.value());
            assertThat(Together.elsewhere(rescue::rescueOnce)).isZero();
            return null;
        });

        assertThat(nodes.dead()).isEmpty();
        assertThat(rescue.rescueOnce()).isZero();
        assertThat(STORES.statusOf(late)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(rescue.sweepOnce()).isEqualTo(1);
        assertThat(STORES.statusOf(late)).isEqualTo(InstanceStatus.PENDING);
        assertThat(ready.get()).isEqualTo(1);
    }

    @Test
    void whatANodeHoldsThatMayBeIsLeftAlone() {
        anInstance().runningOn(ALIVE).insertInto(STORES);
        anInstance().runningOn(DEAD).insertInto(STORES);

        assertThat(rescue.sweepOnce()).isZero();
    }

    @Test
    void moreThanABatchIsFreedInOneRescue() {
        STORES.instances()
                .insert(IntStream.range(0, 1100)
                        .mapToObj(i -> anInstance().toNewInstance())
                        .toList());
        STORES.execute("UPDATE task_instances SET status = 'RUNNING', attempt = 1, execution_node = 'dead'");

        assertThat(rescue.rescueOnce()).isEqualTo(1100);
        assertThat(nodes.dead()).isEmpty();
    }

    private void join(NodeId id) {
        nodes.join(id, "boot", new Node.Profile(Set.of(Role.EXECUTOR), "a", "v", 1, Set.of(), Set.of()), LEASE);
    }
}
