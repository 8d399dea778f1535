package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.node.Lease;
import io.taskservice.node.Membership;
import io.taskservice.node.NodeSettings;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestStores;
import io.taskservice.usage.UsageMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimCheckIT {

    private static final TestStores STORES = TestStores.fresh();

    private final InFlight inFlight = new InFlight(8);
    private final Signals signals = new Signals();
    private final AtomicInteger readySignals = new AtomicInteger();
    private final Membership membership = new Membership(
            STORES.nodes(),
            new NodeSettings(Duration.ofSeconds(60), Duration.ofSeconds(20)),
            new Membership.Origin("test", "test", "test"),
            List.of());
    private final ClaimCheck check = new ClaimCheck(membership, STORES.claims(), inFlight, signals);
    private final ExecutorMetrics metrics = new ExecutorMetrics(new SimpleMeterRegistry());

    @BeforeEach
    void join() {
        STORES.empty();
        signals.listen(Signal.INSTANCES_READY, readySignals::incrementAndGet);
        membership.start();
        await().until(() -> membership.lease().isPresent());
    }

    @AfterEach
    void leave() {
        membership.close();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aClaimWhoseConfirmationNeverCameIsGivenBack() {
        InstanceId lost = anInstance().runningOn(self()).insertInto(STORES);
        InstanceId known = anInstance().runningOn(self()).insertInto(STORES);
        InstanceId others = anInstance().runningOn(new NodeId("other")).insertInto(STORES);
        inFlight.add(attempt(known));

        beat(19);
        assertThat(STORES.statusOf(lost))
                .as("seen once it may just be on its way")
                .isEqualTo(InstanceStatus.RUNNING);
        beat(1);

        assertThat(STORES.statusOf(lost)).isEqualTo(InstanceStatus.PENDING);
        assertThat(STORES.instance(lost).run().retries()).isZero();
        assertThat(STORES.statusOf(known)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(STORES.statusOf(others)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(readySignals.get()).isEqualTo(1);
    }

    @Test
    void aCancelReachesTheAttemptItWasMeantFor() {
        InstanceId cancelled = anInstance().runningOn(self()).insertInto(STORES);
        InstanceId other = anInstance().runningOn(self()).insertInto(STORES);
        Attempt meant = attempt(cancelled);
        Attempt notMeant = attempt(other);
        inFlight.add(meant);
        inFlight.add(notMeant);
        STORES.instances().cancel(TenantId.DEFAULT, cancelled);

        beat(1);

        assertThat(meant.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(notMeant.stopReason()).isNull();
    }

    @Test
    void aCancelOfAnotherAttemptOfTheSameInstanceDoesNotReachThisOne() {
        InstanceId id = anInstance().runningOn(self()).insertInto(STORES);
        Attempt first = attempt(id);
        inFlight.add(first);
        STORES.execute("UPDATE task_instances SET attempt = 2, cancel_requested = TRUE WHERE id = ?", id.value());

        beat(1);

        assertThat(first.stopReason()).isNull();
    }

    private void beat(int times) {
        IntStream.range(0, times).forEach(i -> check.checkOnce());
    }

    private NodeId self() {
        return membership.nodeId().orElseThrow();
    }

    private Attempt attempt(InstanceId id) {
        Lease lease = membership.lease().orElseThrow();
        LogBuffer lines = new LogBuffer(10, metrics, new UsageMeter(), Engine.unlimited(STORES));
        AttemptLog log = new AttemptLog(STORES.claimOf(id), lines, InstantSource.system(), 10);
        return new Attempt(STORES.claimOf(id), lease, log, new ParamsReader());
    }
}
