package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.taskservice.definition.Cursor;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.MisfirePolicy;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.GapReason;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Completion;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.testkit.DefinitionBuilder;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DueScanIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final Set<Integer> ALL =
            IntStream.range(0, TaskDefinition.PARTITIONS).boxed().collect(Collectors.toUnmodifiableSet());
    private static final NodeId NODE = new NodeId("node-1");

    private final DueScan scan = new DueScan(SchedulerStores.of(STORES), 100);
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
        now = STORES.now();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    /** Every minute, due {@code minutes} ago and since; nothing of it is late. */
    private DefinitionBuilder dueSince(int minutes) {
        Instant due = now.minus(Duration.ofMinutes(minutes));
        return aDefinition().every(Duration.ofMinutes(1)).anchor(due).dueAt(due).misfireThreshold(Duration.ofDays(1));
    }

    @Test
    void aFireMakesOneInstanceAndMovesTheCursor() {
        TaskDefinition definition =
                dueSince(0).handler("h").queue("q").params("{}").insertInto(STORES);

        Fired fired = scan.scanOnce(ALL);

        assertThat(fired.definitions()).isEqualTo(1);
        assertThat(fired.instances()).isEqualTo(1);
        assertThat(fired.mayBeMore()).isFalse();
        TaskInstance instance = onlyInstanceOf(definition);
        assertThat(instance.origin().fireTime()).isEqualTo(definition.cursor().nextFireTime());
        assertThat(instance.status()).isEqualTo(InstanceStatus.PENDING);
        assertThat(instance.route()).isEqualTo(definition.route());
        assertThat(instance.params()).isEqualTo("{}");
        assertThat(cursorOf(definition)).isEqualTo(new Cursor(now.plus(Duration.ofMinutes(1)), 0));
        assertThat(fired.next()).containsExactly(now.plus(Duration.ofMinutes(1)));
    }

    @Test
    void whoListensHearsOfAFireOnceItIsCommitted() {
        LiveFeed live = new LiveFeed();
        List<InstanceChange> heard = new ArrayList<>();
        live.listen(heard::addAll);
        DueScan heardScan = new DueScan(SchedulerStores.of(STORES, live), 100);
        dueSince(0).insertInto(STORES);
        heardScan.scanOnce(ALL);
        assertThat(heard).isEmpty();

        live.hear(Set.of(TenantId.DEFAULT));
        TaskDefinition definition = dueSince(0).insertInto(STORES);
        heardScan.scanOnce(ALL);

        assertThat(heard).extracting(InstanceChange::definitionId).containsExactly(definition.id());
        assertThat(heard)
                .extracting(InstanceChange::instanceId)
                .containsExactly(onlyInstanceOf(definition).id());
    }

    @Test
    void theSameScanAgainFiresNothing() {
        dueSince(0).insertInto(STORES);

        scan.scanOnce(ALL);
        Fired again = scan.scanOnce(ALL);

        assertThat(again.definitions()).isZero();
        assertThat(STORES.countInstances()).isEqualTo(1);
    }

    @Test
    void aDefinitionThatCannotBePlannedDoesNotKeepOthersFromFiring() {
        TaskDefinition broken = brokenSince(2);
        TaskDefinition sound = dueSince(0).insertInto(STORES);

        assertThat(scan.scanOnce(ALL).definitions()).isEqualTo(1);

        assertThat(STORES.instancesOf(sound)).isNotEmpty();
        assertThat(STORES.instancesOf(broken)).isEmpty();
        assertThat(cursorOf(broken)).isEqualTo(broken.cursor());
    }

    @Test
    void moreSuchDefinitionsThanABatchHoldsDoNotKeepOthersFromFiring() {
        IntStream.range(0, 5).forEach(i -> brokenSince(2));
        TaskDefinition sound = dueSince(0).insertInto(STORES);
        DueScan small = new DueScan(SchedulerStores.of(STORES), 2);

        for (Fired fired = small.scanOnce(ALL); fired.mayBeMore(); fired = small.scanOnce(ALL)) {
            assertThat(fired.instances()).isLessThanOrEqualTo(1);
        }

        assertThat(STORES.instancesOf(sound)).hasSize(1);
    }

    @Test
    void suchADefinitionAndACursorThatWasMovedBackDoNotKeepOthersFromFiring() {
        brokenSince(3);
        TaskDefinition movedBack = dueSince(2).insertInto(STORES);
        anInstance().of(movedBack).fireTime(minutesAgo(2)).insertInto(STORES);
        TaskDefinition sound = dueSince(0).insertInto(STORES);

        scan.scanOnce(ALL);

        assertThat(STORES.instancesOf(sound)).hasSize(1);
        assertThat(STORES.instancesOf(movedBack)).hasSize(3);
    }

    @Test
    void nothingFiresAMillisecondBeforeItsTime() {
        aDefinition().dueAt(now.plusSeconds(5)).insertInto(STORES);

        assertThat(scan.scanOnce(ALL).definitions()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "SUSPENDED"})
    void onlyAnEnabledDefinitionFires(DefinitionStatus status) {
        TaskDefinition definition = dueSince(3).status(status).insertInto(STORES);

        assertThat(scan.scanOnce(ALL).definitions()).isZero();
        assertThat(cursorOf(definition)).isEqualTo(definition.cursor());
    }

    @Test
    void whatASuspendedDefinitionMissedIsDealtWithByItsMisfirePolicyWhenItGoesOn() {
        TaskDefinition definition = dueSince(10)
                .misfire(MisfirePolicy.FIRE_ONCE)
                .misfireThreshold(Duration.ofMinutes(1))
                .status(DefinitionStatus.SUSPENDED)
                .insertInto(STORES);

        STORES.definitions().suspendAll(definition.tenantId(), false);
        scan.scanOnce(ALL);

        assertThat(onlyInstanceOf(definition).origin().fireTime()).isEqualTo(now);
        assertThat(STORES.gapsOf(definition))
                .extracting(FireGap::fires, FireGap::reason)
                .containsExactly(tuple(10L, GapReason.MISFIRE));
    }

    @Test
    void aFullBatchSaysThatThereMayBeMore() {
        IntStream.range(0, 5).forEach(i -> dueSince(0).insertInto(STORES));
        DueScan small = new DueScan(SchedulerStores.of(STORES), 2);

        assertThat(small.scanOnce(ALL).mayBeMore()).isTrue();
        assertThat(small.scanOnce(ALL).mayBeMore()).isTrue();
        assertThat(small.scanOnce(ALL).mayBeMore()).isFalse();
        assertThat(STORES.countInstances()).isEqualTo(5);
    }

    @Test
    void theLongestDueFiresFirst() {
        TaskDefinition late = dueSince(2).insertInto(STORES);
        dueSince(1).insertInto(STORES);
        TaskDefinition latest = dueSince(3).insertInto(STORES);

        new DueScan(SchedulerStores.of(STORES), 2).scanOnce(ALL);

        assertThat(STORES.instancesOf(latest)).isNotEmpty();
        assertThat(STORES.instancesOf(late)).isNotEmpty();
        assertThat(STORES.number("SELECT COUNT(DISTINCT task_definition_id) FROM task_instances"))
                .isEqualTo(2);
    }

    @Test
    void aDefinitionWithMoreToCatchUpThanOnePassMakesSaysThatThereIsMore() {
        TaskDefinition definition = aDefinition()
                .every(Duration.ofSeconds(1))
                .anchor(now.minusSeconds(250))
                .dueAt(now.minusSeconds(250))
                .misfireThreshold(Duration.ofDays(1))
                .insertInto(STORES);

        Fired fired = scan.scanOnce(ALL);

        assertThat(fired.instances()).isEqualTo(FiringPlan.MOST_INSTANCES);
        assertThat(fired.mayBeMore()).isTrue();
        assertThat(cursorOf(definition).nextFireTime()).isEqualTo(now.minusSeconds(150));
    }

    @Test
    void concurrentScansFireEachDueTimeOnceWhateverPartitionsTheyOwn() {
        List<TaskDefinition> definitions = IntStream.range(0, 500)
                .mapToObj(i -> dueSince(i % 2).insertInto(STORES))
                .toList();

        Together.run(4, thread -> {
            Random random = new Random(thread);
            DueScan own = new DueScan(SchedulerStores.of(STORES), 7 + thread * 13);
            // Anybody's after a second: even a node that owns nothing comes to an end.
            for (Fired fired = own.scanOnce(ALL); fired.definitions() > 0 || dueDefinitions() > 0; ) {
                fired = own.scanOnce(somePartitions(random));
            }
        });

        Instant end = STORES.now();
        for (TaskDefinition definition : definitions) {
            assertThat(STORES.instancesOf(definition))
                    .extracting(instance -> instance.origin().fireTime())
                    .as("fire times of %s", definition.id())
                    .startsWith(dueTimes(definition, now).toArray(Instant[]::new))
                    .doesNotHaveDuplicates();
            assertThat(STORES.instancesOf(definition)).hasSize((int) dueTimes(definition, end).stream()
                    .filter(fire -> fire.isBefore(cursorOf(definition).nextFireTime()))
                    .count());
        }
        assertThat(STORES.number("SELECT COUNT(*) FROM fire_gaps")).isZero();
    }

    @Test
    void aCrashBetweenTheInsertAndTheCommitLeavesNothing() {
        TaskDefinition late =
                dueSince(10).misfireThreshold(Duration.ofMinutes(1)).insertInto(STORES);

        assertThatThrownBy(() -> STORES.database().inTransaction(() -> {
                    assertThat(scan.scanOnce(ALL).instances()).isEqualTo(1);
                    throw new Crash();
                }))
                .isInstanceOf(Crash.class);

        assertThat(STORES.countInstances()).isZero();
        assertThat(STORES.gapsOf(late)).isEmpty();
        assertThat(cursorOf(late)).isEqualTo(late.cursor());
        assertThat(scan.scanOnce(ALL).instances()).isEqualTo(1);
    }

    @Test
    void aCursorThatWasMovedBackIsAGapAndTheOthersStillFire() {
        TaskDefinition movedBack = dueSince(0).insertInto(STORES);
        scan.scanOnce(ALL);
        STORES.setCursor(movedBack.id(), movedBack.cursor().nextFireTime());
        List<TaskDefinition> others =
                List.of(dueSince(0).insertInto(STORES), dueSince(0).insertInto(STORES));

        Fired fired = scan.scanOnce(ALL);

        assertThat(fired.instances()).isEqualTo(2);
        others.forEach(other -> assertThat(STORES.instancesOf(other)).hasSize(1));
        assertThat(STORES.instancesOf(movedBack)).hasSize(1);
        assertThat(STORES.gapsOf(movedBack)).containsExactly(gap(movedBack, now, GapReason.ALREADY_FIRED));
        assertThat(cursorOf(movedBack).nextFireTime()).isEqualTo(now.plus(Duration.ofMinutes(1)));
    }

    @Test
    void onlyTheFireTimesThatHaveAnInstanceArePassedOver() {
        TaskDefinition definition = dueSince(3).insertInto(STORES);
        anInstance().of(definition).fireTime(minutesAgo(3)).insertInto(STORES);
        anInstance().of(definition).fireTime(minutesAgo(1)).insertInto(STORES);

        scan.scanOnce(ALL);

        assertThat(STORES.instancesOf(definition))
                .extracting(instance -> instance.origin().fireTime())
                .containsExactlyInAnyOrder(minutesAgo(3), minutesAgo(2), minutesAgo(1), now);
        assertThat(STORES.gapsOf(definition))
                .containsExactly(
                        gap(definition, minutesAgo(1), GapReason.ALREADY_FIRED),
                        gap(definition, minutesAgo(3), GapReason.ALREADY_FIRED));
    }

    @Test
    void theNextInLineGoesAtOnceWhenTheFirstIsPassedOver() {
        TaskDefinition definition = dueSince(2).overlap(OverlapPolicy.QUEUE).insertInto(STORES);
        anInstance()
                .of(definition)
                .fireTime(minutesAgo(2))
                .ended(InstanceStatus.SUCCESS, now)
                .insertInto(STORES);

        scan.scanOnce(ALL);

        assertThat(STORES.instancesOf(definition))
                .filteredOn(instance -> !instance.status().isTerminal())
                .extracting(instance -> instance.origin().fireTime(), TaskInstance::status)
                .containsExactly(tuple(minutesAgo(1), InstanceStatus.PENDING), tuple(now, InstanceStatus.SCHEDULED));
    }

    @Test
    void aChainWhoseFireIsPassedOverGoesOn() {
        TaskDefinition chain = aDefinition()
                .fixedDelay(Duration.ofMinutes(1))
                .anchor(now)
                .dueAt(now)
                .insertInto(STORES);
        anInstance().of(chain).fireTime(now).ended(InstanceStatus.SUCCESS, now).insertInto(STORES);

        scan.scanOnce(ALL);

        assertThat(STORES.gapsOf(chain)).containsExactly(gap(chain, now, GapReason.ALREADY_FIRED));
        assertThat(cursorOf(chain).nextFireTime())
                .isBetween(now.plus(Duration.ofMinutes(1)), STORES.now().plus(Duration.ofMinutes(1)));
    }

    @Test
    void aFiringPlannedFromAnOldVersionIsRefusedAsAWhole() {
        TaskDefinition edited = dueSince(0).version(8).insertInto(STORES);
        TaskDefinition asSeenBefore = edited.withCursor(new Cursor(now, 7));
        TaskDefinition other = dueSince(0).insertInto(STORES);

        assertThatThrownBy(() -> STORES.database().inTransaction(() -> {
                    STORES.firings().write(List.of(FiringPlan.of(asSeenBefore, 0, now), FiringPlan.of(other, 0, now)));
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(STORES.countInstances()).isZero();
        assertThat(cursorOf(other)).isEqualTo(other.cursor());
    }

    @Test
    void anEditBetweenTheLookAheadAndTheFireWins() {
        Instant soon = now.plusMillis(300);
        TaskDefinition definition = aDefinition().dueAt(soon).insertInto(STORES);
        assertThat(STORES.definitions().upcoming(now, now.plusSeconds(10), ALL, 10))
                .containsExactly(soon);

        Instant later = now.plus(Duration.ofDays(1));
        STORES.database()
                .inTransaction(() -> STORES.definitions().update(definition.withCursor(new Cursor(later, 1)), 0));
        awaitDatabaseTime(soon);

        assertThat(scan.scanOnce(ALL).definitions()).isZero();
        assertThat(cursorOf(definition)).isEqualTo(new Cursor(later, 1));
    }

    @Test
    void aScanPassesOverADefinitionThatSomebodyIsEditing() {
        TaskDefinition edited = dueSince(0).insertInto(STORES);
        TaskDefinition other = dueSince(0).insertInto(STORES);

        STORES.database().inTransaction(() -> {
            assertThat(STORES.definitions().lock(edited.tenantId(), edited.id()))
                    .isPresent();
            Fired fired = Together.elsewhere(() -> scan.scanOnce(ALL));
            assertThat(fired.definitions()).isEqualTo(1);
            return null;
        });

        assertThat(STORES.instancesOf(other)).hasSize(1);
        assertThat(STORES.instancesOf(edited)).isEmpty();
        assertThat(scan.scanOnce(ALL).definitions()).isEqualTo(1);
    }

    @Test
    void aDueDefinitionIsLeftToTheOwnerOfItsPartitionAtFirst() {
        TaskDefinition definition = aDefinition().dueAt(now.plusSeconds(1)).insertInto(STORES);
        int own = TaskDefinition.partitionOf(definition.id());
        Set<Integer> others = ALL.stream().filter(partition -> partition != own).collect(Collectors.toSet());
        STORES.setCursor(definition.id(), STORES.now().truncatedTo(ChronoUnit.MILLIS));

        assertThat(scan.scanOnce(others).definitions()).isZero();
        assertThat(scan.scanOnce(Set.of()).definitions()).isZero();
        assertThat(scan.scanOnce(Set.of(own)).definitions()).isEqualTo(1);
    }

    @Test
    void afterTheOwnersPatienceAnybodyFires() {
        aDefinition().dueAt(now.minus(DueScan.OWNERS_PATIENCE)).insertInto(STORES);

        assertThat(scan.scanOnce(Set.of()).definitions()).isEqualTo(1);
    }

    @Test
    void upcomingTellsOnlyOfEnabledDefinitionsOfItsPartitions() {
        TaskDefinition definition = aDefinition().dueAt(now.plusSeconds(1)).insertInto(STORES);
        aDefinition()
                .dueAt(now.plusSeconds(2))
                .status(DefinitionStatus.DISABLED)
                .insertInto(STORES);
        aDefinition().dueAt(now.plusSeconds(30)).insertInto(STORES);
        int own = TaskDefinition.partitionOf(definition.id());

        assertThat(STORES.definitions().upcoming(now, now.plusSeconds(10), Set.of(own), 10))
                .containsExactly(now.plusSeconds(1));
        assertThat(STORES.definitions().upcoming(now, now.plusSeconds(10), Set.of((own + 1) % 16), 10))
                .isEmpty();
        assertThat(STORES.definitions().upcoming(now, now.plusSeconds(10), Set.of(), 10))
                .isEmpty();
    }

    @Test
    void forbidFiresAgainOnlyWhenTheInstanceHasEnded() {
        TaskDefinition definition = dueSince(0).overlap(OverlapPolicy.FORBID).insertInto(STORES);
        scan.scanOnce(ALL);
        STORES.setCursor(definition.id(), minutesAgo(1));

        scan.scanOnce(ALL);

        assertThat(STORES.gapsOf(definition))
                .extracting(FireGap::from, FireGap::to, FireGap::reason)
                .containsExactly(tuple(minutesAgo(1), now, GapReason.OVERLAP));
        finish(onlyInstanceOf(definition).id());
        STORES.setCursor(definition.id(), minutesAgo(2));
        scan.scanOnce(ALL);
        assertThat(STORES.instancesOf(definition)).hasSize(2);
    }

    @Test
    void queueWaitsForTheInstanceBeforeAndThenGoes() {
        TaskDefinition definition = dueSince(2).overlap(OverlapPolicy.QUEUE).insertInto(STORES);

        scan.scanOnce(ALL);
        List<TaskInstance> inLine = STORES.instancesOf(definition);

        assertThat(inLine)
                .extracting(TaskInstance::status)
                .containsExactly(InstanceStatus.PENDING, InstanceStatus.SCHEDULED, InstanceStatus.SCHEDULED);
        assertThat(STORES.upkeep().promote(100)).isZero();
        for (TaskInstance instance : inLine) {
            assertThat(STORES.statusOf(instance.id())).isEqualTo(InstanceStatus.PENDING);
            finish(instance.id());
        }
    }

    @Test
    void replaceCancelsWhatWaitsAndAsksWhatRunsToStop() {
        TaskDefinition definition = dueSince(0).overlap(OverlapPolicy.REPLACE).insertInto(STORES);
        InstanceId running = anInstance()
                .of(definition)
                .followed()
                .fireTime(minutesAgo(9))
                .runningOn(NODE)
                .insertInto(STORES);
        InstanceId waiting = anInstance()
                .of(definition)
                .followed()
                .fireTime(minutesAgo(8))
                .inTurn()
                .insertInto(STORES);

        Fired fired = scan.scanOnce(ALL);

        assertThat(fired.replaces()).isTrue();
        assertThat(STORES.statusOf(waiting)).isEqualTo(InstanceStatus.CANCELLED);
        assertThat(STORES.instance(running).run().cancelRequested()).isTrue();
        TaskInstance fresh = newestOf(definition);
        assertThat(fresh.waitsForItsTurn()).isTrue();
        finish(running);
        assertThat(STORES.statusOf(fresh.id())).isEqualTo(InstanceStatus.PENDING);
    }

    @Test
    void replaceOfAWaitingInstanceGoesAtOnce() {
        TaskDefinition definition = dueSince(0).overlap(OverlapPolicy.REPLACE).insertInto(STORES);
        InstanceId waiting =
                anInstance().of(definition).followed().fireTime(minutesAgo(9)).insertInto(STORES);

        scan.scanOnce(ALL);

        assertThat(STORES.instance(waiting).outcome().errorCode()).isEqualTo("REPLACED");
        assertThat(newestOf(definition).status()).isEqualTo(InstanceStatus.PENDING);
    }

    @Test
    void aFixedDelayWaitsForTheEndOfItsInstance() {
        TaskDefinition chain = aDefinition()
                .fixedDelay(Duration.ofMinutes(1))
                .anchor(now)
                .dueAt(now)
                .insertInto(STORES);

        scan.scanOnce(ALL);

        assertThat(cursorOf(chain).nextFireTime()).isNull();
        finish(onlyInstanceOf(chain).id());
        assertThat(cursorOf(chain).nextFireTime())
                .isBetween(now.plus(Duration.ofMinutes(1)), STORES.now().plus(Duration.ofMinutes(1)));
    }

    /** Ends an instance as its node would. */
    private void finish(InstanceId id) {
        TaskInstance instance = STORES.instance(id);
        if (instance.status() != InstanceStatus.RUNNING) {
            STORES.execute(
                    "UPDATE task_instances SET status = 'RUNNING', execution_node = ?, attempt = 1 WHERE id = ?",
                    NODE.value(),
                    id.value());
        }
        STORES.instances().complete(List.of(Completion.success(STORES.claimOf(id), Duration.ZERO, null)));
    }

    private TaskDefinition brokenSince(int minutes) {
        TaskDefinition broken = dueSince(minutes).insertInto(STORES);
        STORES.execute(
                "UPDATE task_definitions SET schedule_type = 'CRON', cron_expression = 'not cron' WHERE id = ?",
                broken.id().value());
        return broken;
    }

    private long dueDefinitions() {
        return STORES.number("SELECT COUNT(*) FROM task_definitions WHERE next_fire_time <= ?", now);
    }

    private static Set<Integer> somePartitions(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Set.of();
            case 1 -> ALL;
            default -> ALL.stream().filter(partition -> random.nextBoolean()).collect(Collectors.toSet());
        };
    }

    private static List<Instant> dueTimes(TaskDefinition definition, Instant upTo) {
        List<Instant> times = new ArrayList<>();
        Instant fire = definition.cursor().nextFireTime();
        while (fire != null && !fire.isAfter(upTo)) {
            times.add(fire);
            fire = definition.schedule().timetable().nextAfter(fire);
        }
        return times;
    }

    private void awaitDatabaseTime(Instant instant) {
        await().until(() -> STORES.now().isAfter(instant));
    }

    private Instant minutesAgo(int minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }

    private static Cursor cursorOf(TaskDefinition definition) {
        return STORES.reread(definition).cursor();
    }

    private static TaskInstance onlyInstanceOf(TaskDefinition definition) {
        List<TaskInstance> instances = STORES.instancesOf(definition);
        assertThat(instances).hasSize(1);
        return instances.get(0);
    }

    private static TaskInstance newestOf(TaskDefinition definition) {
        List<TaskInstance> instances = STORES.instancesOf(definition);
        return instances.get(instances.size() - 1);
    }

    private static FireGap gap(TaskDefinition definition, Instant fire, GapReason reason) {
        return new FireGap(definition.tenantId(), definition.id(), fire, fire, 1, reason);
    }

    /** Stands for a process that dies. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
