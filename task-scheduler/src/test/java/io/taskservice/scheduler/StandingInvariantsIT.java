package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Completion;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.invariant.Invariant;
import io.taskservice.signal.Signal;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What contradicts itself is found at the first look, and put right if that is safe. */
class StandingInvariantsIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId NODE = new NodeId("node-1");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final AuditBench bench = new AuditBench(STORES);

    @BeforeEach
    void empty() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aSlotThatIsNotThatOfItsInstanceIsPutRight() {
        anInstance().concurrency("k", 1).insertInto(STORES);
        InstanceId second = anInstance().concurrency("k", 1).insertInto(STORES);
        InstanceId first = STORES.claim(NODE, 10).get(0).id();
        joinNode();
        assertThat(bench.audit()).isZero();

        STORES.execute("UPDATE task_instances SET status = 'SUCCESS', end_time = UTC_TIMESTAMP(3)"
                + " WHERE status = 'RUNNING'");

        assertThat(bench.audit()).isEqualTo(1);
        bench.assertFound(Invariant.SLOT, 1, 1, first.value());
        assertThat(bench.drift()).isEqualTo(1);
        assertThat(bench.published()).contains(Signal.INSTANCES_READY);
        assertThat(STORES.claim(NODE, 10)).hasSize(1);
        assertThat(STORES.statusOf(second)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aLineThatNobodyWouldLetGoGoesOn() {
        IntStream.range(0, 3).forEach(i -> anInstance().concurrency("k", 1).insertInto(STORES));
        STORES.claim(NODE, 10);
        TaskDefinition limited =
                aDefinition().maxConcurrency(1).dueAt(atTheHour()).insertInto(STORES);
        IntStream.range(0, 2).forEach(i -> anInstance().of(limited).insertInto(STORES));
        STORES.claim(NODE, 10);
        joinNode();
        assertThat(bench.audit()).isZero();
        List<String> heads = STORES.texts("""
                SELECT MIN(task_instance_id) FROM concurrency_slots WHERE state = 'WAITS' GROUP BY gate
                """);

        STORES.execute("DELETE FROM concurrency_slots WHERE state = 'HOLDS'");
        STORES.execute("UPDATE task_instances SET status = 'SUCCESS', end_time = UTC_TIMESTAMP(3)"
                + " WHERE status = 'RUNNING'");

        assertThat(bench.audit()).isEqualTo(2);
        bench.assertFound(Invariant.LINE, 2, 2, heads.toArray(String[]::new));
        assertThat(STORES.claim(NODE, 10)).hasSize(2);
    }

    /** Who was let go holds no slot until it is claimed, and that may take as long as nobody has its handler. */
    @Test
    void aLineWhoseNextWaitsToBeClaimedIsNotHeldUp() {
        IntStream.range(0, 3).forEach(i -> anInstance().concurrency("k", 1).insertInto(STORES));
        InstanceId first = STORES.claim(NODE, 10).get(0).id();
        joinNode();
        STORES.instances().complete(List.of(Completion.success(STORES.claimOf(first), Duration.ZERO, null)));

        assertThat(bench.audit() + bench.audit()).isZero();
    }

    @Test
    void aLaneThatIsMissingIsOpened() {
        anInstance().tenant(new TenantId("acme")).queue("hidden").insertInto(STORES);
        STORES.execute("DELETE FROM lanes WHERE queue = 'hidden'");

        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.LANE, 1, 1, "hidden");
        assertThat(bench.drift()).isEqualTo(1);
        assertThat(STORES.number("SELECT COUNT(*) FROM lanes WHERE queue = 'hidden' AND tenant_id = 'acme'"))
                .isEqualTo(1);
    }

    @Test
    void whoWaitsForATurnThatNobodyWillGiveGoes() {
        TaskDefinition idle =
                aDefinition().overlap(OverlapPolicy.QUEUE).dueAt(atTheHour()).insertInto(STORES);
        InstanceId next = anInstance().of(idle).followed().inTurn().insertInto(STORES);
        InstanceId last = anInstance().of(idle).followed().inTurn().insertInto(STORES);
        TaskDefinition busy =
                aDefinition().overlap(OverlapPolicy.QUEUE).dueAt(atTheHour()).insertInto(STORES);
        anInstance().of(busy).followed().insertInto(STORES);
        InstanceId waiting = anInstance().of(busy).followed().inTurn().insertInto(STORES);

        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.TURN, 1, 1, next.value());
        assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
        assertThat(STORES.statusOf(last)).isEqualTo(InstanceStatus.SCHEDULED);
        assertThat(STORES.statusOf(waiting)).isEqualTo(InstanceStatus.SCHEDULED);
        assertThat(bench.audit()).isZero();
    }

    @Test
    void anEnabledDefinitionWithoutItsNextFireGetsIt() {
        TaskDefinition cron = aDefinition().cron("0 0 0 1 1 ?").dueAt(null).insertInto(STORES);
        TaskDefinition rate =
                aDefinition().every(Duration.ofHours(1)).dueAt(null).insertInto(STORES);
        TaskDefinition suspended = aDefinition()
                .every(Duration.ofHours(1))
                .status(DefinitionStatus.SUSPENDED)
                .dueAt(null)
                .insertInto(STORES);
        TaskDefinition chain =
                aDefinition().fixedDelay(Duration.ofHours(1)).dueAt(null).insertInto(STORES);
        aDefinition()
                .every(Duration.ofHours(1))
                .status(DefinitionStatus.DISABLED)
                .dueAt(null)
                .insertInto(STORES);
        aDefinition().once(LONG_AGO).dueAt(null).insertInto(STORES);
        aDefinition().cron("0 0 0 1 1 ?").window(null, LONG_AGO).dueAt(null).insertInto(STORES);
        TaskDefinition inChain =
                aDefinition().fixedDelay(Duration.ofHours(1)).dueAt(null).insertInto(STORES);
        anInstance().of(inChain).followed().insertInto(STORES);

        assertThat(bench.audit()).isEqualTo(4);

        bench.assertFound(
                Invariant.CURSOR,
                4,
                4,
                cron.id().value(),
                rate.id().value(),
                suspended.id().value(),
                chain.id().value());
        assertThat(STORES.reread(cron).cursor().nextFireTime()).isAfter(STORES.now());
        assertThat(STORES.reread(rate).cursor().nextFireTime())
                .isBefore(STORES.now().plus(Duration.ofHours(1)));
        assertThat(STORES.reread(chain).cursor().nextFireTime())
                .isAfter(STORES.now().plus(Duration.ofMinutes(55)));
        assertThat(STORES.reread(inChain).cursor().nextFireTime()).isNull();
        assertThat(bench.published()).contains(Signal.DEFINITIONS_CHANGED);
        assertThat(bench.audit()).isZero();
    }

    @Test
    void aNextFireThatLeavesOutOneOfTheScheduleIsMovedBack() {
        TaskDefinition ahead = aDefinition()
                .every(Duration.ofHours(1))
                .dueAt(STORES.now().plus(Duration.ofDays(30)))
                .insertInto(STORES);
        aDefinition().cron("0 0 0 1 1 ?").dueAt(STORES.now()).insertInto(STORES);

        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.CURSOR, 1, 1, ahead.id().value());
        assertThat(STORES.reread(ahead).cursor().nextFireTime())
                .isBefore(STORES.now().plus(Duration.ofHours(1)));
    }

    @Test
    void aScheduleThatCannotBeReadIsToldAndKeepsNoOtherFromBeingLookedAt() {
        TaskDefinition broken =
                aDefinition().cron("0 0 0 1 1 ?").dueAt(atTheHour()).insertInto(STORES);
        STORES.execute(
                "UPDATE task_definitions SET cron_expression = 'never' WHERE id = ?",
                broken.id().value());
        aDefinition().every(Duration.ofHours(1)).dueAt(null).insertInto(STORES);

        assertThat(bench.audit()).isEqualTo(2);

        assertThat(bench.stateOf(Invariant.CURSOR).repaired()).isEqualTo(1);
    }

    /** The end of its instance has not been committed: what seems to be missing is just being written. */
    @Test
    void aChainThatIsJustBeingContinuedIsNoViolation() {
        TaskDefinition chain =
                aDefinition().fixedDelay(Duration.ofHours(1)).dueAt(null).insertInto(STORES);
        InstanceId last = anInstance().of(chain).followed().runningOn(NODE).insertInto(STORES);
        STORES.execute("UPDATE task_instances SET start_time = UTC_TIMESTAMP(3)");
        joinNode();

        STORES.database().inTransaction(() -> {
            STORES.instances().complete(List.of(Completion.success(STORES.claimOf(last), Duration.ZERO, null)));
            assertThat(Together.elsewhere(bench::audit)).isZero();
            assertThat(bench.stateOf(Invariant.CURSOR).checkedAt())
                    .as("it waited for no lock")
                    .isNotNull();
            return null;
        });

        assertThat(bench.audit()).isZero();
        assertThat(STORES.reread(chain).cursor().nextFireTime()).isNotNull();
    }

    @Test
    void instancesThatContradictThemselvesAreFoundAndTheirEndsPutRight() {
        InstanceId endless =
                anInstance().ended(InstanceStatus.SUCCESS, LONG_AGO).insertInto(STORES);
        STORES.execute("UPDATE task_instances SET end_time = NULL");
        InstanceId undead = anInstance().ended(InstanceStatus.PENDING, LONG_AGO).insertInto(STORES);
        InstanceId codeless =
                anInstance().ended(InstanceStatus.CANCELLED, LONG_AGO).insertInto(STORES);
        InstanceId nodeless = anInstance().runningOn(NODE).insertInto(STORES);
        joinNode();
        anInstance().ended(InstanceStatus.SUCCESS, LONG_AGO).insertInto(STORES);

        assertThat(bench.audit()).isEqualTo(4);

        bench.assertFound(Invariant.RECORD, 4, 2, endless.value(), undead.value(), codeless.value(), nodeless.value());
        assertThat(STORES.instance(endless).run().endTime()).isNotNull();
        assertThat(STORES.instance(undead).run().endTime()).isNull();
    }

    @Test
    void aDeadLetterOfWhatIsNotFailedIsTakenAway() {
        InstanceId failed =
                letterOf(anInstance().ended(InstanceStatus.FAILED, LONG_AGO).insertInto(STORES));
        STORES.execute("UPDATE task_instances SET error_code = 'E'");
        InstanceId well =
                letterOf(anInstance().ended(InstanceStatus.SUCCESS, LONG_AGO).insertInto(STORES));
        InstanceId absent = letterOf(InstanceId.next());

        assertThat(bench.audit()).isEqualTo(2);

        bench.assertFound(Invariant.LETTER, 2, 2, well.value(), absent.value());
        assertThat(STORES.texts("SELECT task_instance_id FROM dead_letters")).containsExactly(failed.value());
    }

    @Test
    void anInstanceOfAnotherTenantThanItsDefinitionIsToldAndLeft() {
        TaskDefinition definition = aDefinition().dueAt(atTheHour()).insertInto(STORES);
        InstanceId moved = anInstance().of(definition).insertInto(STORES);
        STORES.execute("UPDATE task_instances SET tenant_id = 'acme'");
        STORES.execute("INSERT INTO lanes (queue, tenant_id) VALUES ('default', 'acme')");

        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.TENANT, 1, 0, moved.value());
        assertThat(bench.stateOf(Invariant.TENANT).examples().get(0).tenant()).isEqualTo("acme");
    }

    @Test
    void aLongTableIsLookedAtAStretchAtATimeAndThenFromItsStart() {
        STORES.instances()
                .insert(IntStream.range(0, 5500)
                        .mapToObj(i -> anInstance().toNewInstance())
                        .toList());
        InstanceId last = anInstance().ended(InstanceStatus.SUCCESS, LONG_AGO).insertInto(STORES);
        STORES.execute("UPDATE task_instances SET end_time = NULL");

        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(1);

        bench.assertFound(Invariant.RECORD, 1, 1, last.value());
        STORES.execute("UPDATE task_instances SET end_time = NULL");
        assertThat(bench.audit()).isZero();
        assertThat(bench.audit()).isEqualTo(1);
    }

    private static InstanceId letterOf(InstanceId id) {
        STORES.execute("""
                INSERT INTO dead_letters (task_instance_id, tenant_id, fingerprint, handler, queue, error_code, died_at)
                VALUES (?, 'default', '0123456789abcdef', 'echo', 'default', 'E', UTC_TIMESTAMP(3))
                """, id.value());
        return id;
    }

    private static void joinNode() {
        STORES.execute("""
                INSERT INTO nodes (id, boot_id, roles, address, version, slots, busy, handlers, queues, partitions, state,
                                   wish, generation, lease_until, started_at)
                VALUES (?, 'b', 'executor', 'a', 'v', 1, 0, '', '', '', 'ALIVE', 'WORK', 0,
                        TIMESTAMPADD(HOUR, 1, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3))
                """, NODE.value());
    }

    /** When an hourly definition fires next. */
    private static Instant atTheHour() {
        return STORES.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }
}
