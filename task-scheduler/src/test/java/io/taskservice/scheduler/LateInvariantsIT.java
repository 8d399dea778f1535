package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.delivery.DueDelivery;
import io.taskservice.delivery.Endpoint;
import io.taskservice.delivery.NewDelivery;
import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.invariant.Invariant;
import io.taskservice.invariant.InvariantState;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import io.taskservice.signal.Signal;
import io.taskservice.testkit.InstanceBuilder;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is late, because nobody did what is somebody's duty, is found at the second look, and put right if that is safe. */
class LateInvariantsIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId ACME = new TenantId("acme");
    private static final NodeId LIVE = new NodeId("live");

    private final AuditBench bench = new AuditBench(STORES);

    @BeforeEach
    void oneNodeLives() {
        STORES.empty();
        join(LIVE);
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void claimsOfNodesThatAreGoneAbsentOrOverdueAreFreed() {
        NodeId gone = join(new NodeId("gone"));
        STORES.execute("UPDATE nodes SET state = 'GONE' WHERE id = 'gone'");
        NodeId silent = join(new NodeId("silent"));
        STORES.execute(
                "UPDATE nodes SET lease_until = TIMESTAMPADD(SECOND, -40, UTC_TIMESTAMP(3)) WHERE id = 'silent'");
        NodeId dead = join(new NodeId("dead"));
        STORES.execute("UPDATE nodes SET state = 'DEAD', lease_until = TIMESTAMPADD(SECOND, -40, UTC_TIMESTAMP(3))"
                + " WHERE id = 'dead'");
        InstanceId ofGone = running(anInstance(), gone);
        InstanceId ofAbsent = running(anInstance().tenant(ACME).atMostOnce(), new NodeId("never-was"));
        InstanceId ofSilent = running(anInstance(), silent);
        InstanceId ofDead = running(anInstance(), dead);
        InstanceId ofLive = running(anInstance(), LIVE);

        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(4);

        bench.assertFound(
                Invariant.LOST_CLAIM, 4, 4, ofGone.value(), ofAbsent.value(), ofSilent.value(), ofDead.value());
        assertThat(List.of(ofGone, ofSilent, ofDead)).allMatch(id -> STORES.statusOf(id) == InstanceStatus.PENDING);
        assertThat(STORES.statusOf(ofAbsent)).isEqualTo(InstanceStatus.FAILED);
        assertThat(STORES.statusOf(ofLive)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(bench.published()).contains(Signal.INSTANCES_READY);
        assertThat(bench.stateOf(Invariant.LOST_CLAIM).examples())
                .extracting(InvariantState.Example::tenant)
                .contains("acme", "default");
        assertThat(bench.audit()).isZero();
    }

    /** Rescue has its second, and much more, before anybody speaks of a lost claim. */
    @Test
    void aClaimWhoseNodeWasLostJustNowIsNoViolation() {
        NodeId silent = join(new NodeId("silent"));
        STORES.execute(
                "UPDATE nodes SET lease_until = TIMESTAMPADD(SECOND, -10, UTC_TIMESTAMP(3)) WHERE id = 'silent'");
        running(anInstance(), silent);

        assertThat(bench.audit() + bench.audit()).isZero();
    }

    @Test
    void aClaimThatSomebodyHasLockedIsToldAndLeft() {
        InstanceId lost = running(anInstance(), new NodeId("never-was"));
        bench.audit();

        STORES.database().inTransaction(() -> {
            STORES.execute("UPDATE task_instances SET progress = 1 WHERE id = ?", lost.value());
            return Together.elsewhere(bench::audit);
        });

        bench.assertFound(Invariant.LOST_CLAIM, 1, 0, lost.value());
        assertThat(STORES.statusOf(lost)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aCancelThatItsNodeDoesNotObeyIsTold() {
        InstanceId stubborn = running(anInstance().cancelRequested(), LIVE);

        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.CANCEL, 1, 0, stubborn.value());
        assertThat(bench.published()).contains(Signal.CANCEL_REQUESTED);
    }

    @Test
    void anotherAttemptIsAnotherSuspicion() {
        InstanceId id = running(anInstance().cancelRequested(), LIVE);
        bench.audit();

        STORES.execute("UPDATE task_instances SET attempt = 2 WHERE id = ?", id.value());

        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(1);
    }

    @Test
    void whatIsScheduledForATimeLongOverIsPromoted() {
        InstanceId overdue =
                anInstance().scheduledAt(ago(Duration.ofMinutes(3))).insertInto(STORES);
        InstanceId retry = anInstance()
                .scheduledAt(ago(Duration.ofMinutes(4)))
                .retries(1)
                .attempt(1)
                .insertInto(STORES);
        InstanceId justDue =
                anInstance().scheduledAt(ago(Duration.ofSeconds(60))).insertInto(STORES);
        InstanceId inTurn = anInstance().inTurn().insertInto(STORES);
        STORES.execute("UPDATE task_instances SET handler = 'nobody-has-it'");

        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(2);

        bench.assertFound(Invariant.START, 2, 2, overdue.value(), retry.value());
        assertThat(STORES.statusOf(overdue)).isEqualTo(InstanceStatus.PENDING);
        assertThat(STORES.statusOf(retry)).isEqualTo(InstanceStatus.PENDING);
        assertThat(STORES.statusOf(justDue)).isIn(InstanceStatus.SCHEDULED, InstanceStatus.PENDING);
        assertThat(STORES.statusOf(inTurn)).isEqualTo(InstanceStatus.SCHEDULED);
        assertThat(bench.published()).contains(Signal.INSTANCES_READY);
    }

    @Test
    void whatShouldHaveExpiredLongAgoExpires() {
        InstanceId late = anInstance().queueTimeout(Duration.ofSeconds(1)).insertInto(STORES);

        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.EXPIRY, 1, 1, late.value());
        assertThat(STORES.statusOf(late)).isEqualTo(InstanceStatus.FAILED);
        assertThat(STORES.texts("SELECT error_code FROM task_instances")).containsExactly("EXPIRED");
    }

    @Test
    void aFireThatNobodyMakesIsToldWhileTheSchedulersAreToRun() {
        TaskDefinition overdue = aDefinition().dueAt(ago(Duration.ofMinutes(3))).insertInto(STORES);
        aDefinition().dueAt(ago(Duration.ofSeconds(30))).insertInto(STORES);

        STORES.execute("UPDATE cluster_state SET wish = 'STOPPED'");
        assertThat(bench.audit() + bench.audit()).isZero();
        STORES.execute("UPDATE cluster_state SET wish = 'RUNNING'");
        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.FIRE, 1, 0, overdue.id().value());
        assertThat(bench.published()).contains(Signal.DEFINITIONS_CHANGED);
    }

    @Test
    void aDeliveryThatNobodyTakesIsToldAndOneWithoutATimeGetsOne() {
        DeliveryId first = delivery("slow", Duration.ofMinutes(20));
        DeliveryId second = delivery("slow", Duration.ofMinutes(15));
        DeliveryId timeless = delivery("other", Duration.ZERO);
        STORES.execute("UPDATE webhook_deliveries SET next_try_at = NULL WHERE id = ?", timeless.value());

        assertThat(bench.audit()).isEqualTo(1);
        bench.assertFound(Invariant.DELIVERY, 1, 1, timeless.value());
        assertThat(STORES.number("SELECT COUNT(*) FROM webhook_deliveries WHERE next_try_at IS NULL"))
                .isZero();

        assertThat(bench.audit()).isEqualTo(1);
        bench.assertFound(Invariant.DELIVERY, 2, 1, timeless.value(), first.value());
        assertThat(bench.published()).contains(Signal.DELIVERIES_READY);
        assertThat(second).isNotEqualTo(first);
    }

    /** A receiver may be slow, and a tenant kept to its rate: what goes on goes on. */
    @Test
    void aBacklogThatIsWorkedOffIsNoViolation() {
        for (int i = 0; i < 5; i++) {
            delivery("slow", Duration.ofMinutes(30 - i));
        }

        for (int pass = 0; pass < 5; pass++) {
            assertThat(bench.audit()).isZero();
            List<DueDelivery> taken = STORES.deliveries().claim(new Endpoint(ACME, "slow"), 1, Duration.ofMinutes(1));
            assertThat(taken).hasSize(1);
        }
    }

    @Test
    void nothingIsFoundWhereAllIsWell() {
        running(anInstance(), LIVE);
        anInstance().insertInto(STORES);
        anInstance().scheduledAt(STORES.now().plusSeconds(60)).insertInto(STORES);
        aDefinition().dueAt(STORES.now()).insertInto(STORES);
        delivery("well", Duration.ZERO);

        assertThat(bench.audit() + bench.audit() + bench.audit()).isZero();
        assertThat(STORES.number("SELECT COUNT(*) FROM audit_suspects")).isZero();
    }

    private static NodeId join(NodeId id) {
        STORES.nodes()
                .join(
                        id,
                        "boot",
                        new Node.Profile(Set.of(Role.EXECUTOR), "a", "v", 1, Set.of(), Set.of()),
                        Duration.ofMinutes(30));
        return id;
    }

    private static InstanceId running(InstanceBuilder instance, NodeId node) {
        InstanceId id = instance.runningOn(node).insertInto(STORES);
        STORES.execute("UPDATE task_instances SET start_time = UTC_TIMESTAMP(3) WHERE id = ?", id.value());
        return id;
    }

    private static DeliveryId delivery(String endpoint, Duration overdue) {
        DeliveryId id = DeliveryId.next();
        EventId event = EventId.next();
        STORES.execute(
                "INSERT INTO outbox_events (id, tenant_id, seq, type, payload, created_at)"
                        + " VALUES (?, 'acme', 1, 'webhook.test', '{}', UTC_TIMESTAMP(3))",
                event.value());
        STORES.deliveries().insert(List.of(new NewDelivery(id, ACME, event, null, "https://a.example", endpoint)));
        STORES.execute("UPDATE webhook_deliveries SET next_try_at = ? WHERE id = ?", ago(overdue), id.value());
        return id;
    }

    private static Instant ago(Duration age) {
        return STORES.now().minus(age);
    }
}
