package io.taskservice.instance;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Set<String> ECHO = Set.of("echo");

    private final TaskInstanceRepository instances = STORES.instances();

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aClaimIsARunningAttemptOfTheNodeByMySqlsClock() {
        InstanceId id = anInstance().params("{\"a\":1}").insertInto(STORES);
        Instant before = STORES.now();

        List<Claim> claims = STORES.claim(ONE, "default", ECHO, 10);

        assertThat(claims).hasSize(1);
        Claim claim = claims.get(0);
        assertThat(claim.id()).isEqualTo(id);
        assertThat(claim.node()).isEqualTo(ONE);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(claim.params()).isEqualTo("{\"a\":1}");
        assertThat(claim.startTime()).isBetween(before, STORES.now());
        TaskInstance instance = STORES.instance(id);
        assertThat(instance.status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(instance.run().node()).isEqualTo(ONE);
        assertThat(instance.run().attempt()).isEqualTo(1);
        assertThat(instance.run().startTime()).isEqualTo(claim.startTime());
    }

    @Test
    void theSmallestPriorityGoesFirstAndWithinItTheOldest() {
        InstanceId young =
                anInstance().priority(5).runAt(LONG_AGO.plusSeconds(9)).insertInto(STORES);
        InstanceId old = anInstance().priority(5).runAt(LONG_AGO).insertInto(STORES);
        InstanceId first =
                anInstance().priority(1).runAt(LONG_AGO.plusSeconds(99)).insertInto(STORES);
        InstanceId last =
                anInstance().priority(10).runAt(LONG_AGO.minusSeconds(99)).insertInto(STORES);

        assertThat(claimOneByOne(4)).containsExactly(first, old, young, last);
    }

    @Test
    void instancesOfOneInstantGoInTheOrderOfTheirIds() {
        List<InstanceId> ids = IntStream.range(0, 5)
                .mapToObj(i -> anInstance().insertInto(STORES))
                .toList();

        assertThat(claimOneByOne(5)).isEqualTo(ids);
    }

    @Test
    void anInstanceWhoseHandlerNobodyHereHasWaitsInView() {
        InstanceId unknown = anInstance().handler("elsewhere").insertInto(STORES);
        InstanceId known = anInstance().insertInto(STORES);

        assertThat(idsOf(STORES.claim(ONE, "default", ECHO, 10))).containsExactly(known);

        assertThat(STORES.statusOf(unknown)).isEqualTo(InstanceStatus.PENDING);
        assertThat(instances.queueSizes()).containsExactly(new QueueSize("default", 1));
    }

    @Test
    void onlyTheQueueThatIsAskedForIsClaimedFrom() {
        InstanceId other = anInstance().queue("other").insertInto(STORES);

        assertThat(STORES.claim(ONE, "default", ECHO, 10)).isEmpty();
        assertThat(idsOf(STORES.claim(ONE, "other", ECHO, 10))).containsExactly(other);
    }

    @Test
    void nothingIsClaimedWithoutRoomOrHandlers() {
        anInstance().insertInto(STORES);

        assertThat(STORES.claim(ONE, "default", ECHO, 0)).isEmpty();
        assertThat(STORES.claim(ONE, "default", Set.of(), 10)).isEmpty();
    }

    @Test
    void onlyPendingInstancesAreClaimed() {
        anInstance().scheduledAt(LONG_AGO).insertInto(STORES);
        anInstance().runningOn(TWO).insertInto(STORES);
        Stream.of(InstanceStatus.SUCCESS, InstanceStatus.FAILED, InstanceStatus.CANCELLED)
                .forEach(status -> anInstance().ended(status, LONG_AGO).insertInto(STORES));

        assertThat(STORES.claim(ONE, "default", ECHO, 10)).isEmpty();
    }

    @Test
    void theNextAttemptForgetsWhatTheLastOneReported() {
        InstanceId id = anInstance().attempt(1).retries(1).insertInto(STORES);
        STORES.execute("UPDATE task_instances SET progress = 50, progress_message = 'half', error_code = 'E',"
                + " error_message = 'm', execution_duration = 7");

        Claim claim = STORES.claim(ONE, "default", ECHO, 1).get(0);

        assertThat(claim.attempt()).isEqualTo(2);
        assertThat(claim.retries()).isEqualTo(1);
        TaskInstance instance = STORES.instance(id);
        assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome(null, null, null));
        assertThat(instance.run().progress()).isEqualTo(new TaskInstance.Progress(null, null, null, null));
        assertThat(instance.run().duration()).isNull();
    }

    @Test
    void theSecondNodeGetsTheNextInstancesWithoutWaitingForTheFirst() {
        List<InstanceId> ids = IntStream.range(0, 30)
                .mapToObj(i -> anInstance().insertInto(STORES))
                .toList();

        STORES.database().inTransaction(() -> {
            assertThat(idsOf(STORES.claim(ONE, "default", ECHO, 10))).isEqualTo(ids.subList(0, 10));
            long asked = System.nanoTime();
            List<Claim> second = Together.elsewhere(() -> STORES.claim(TWO, "default", ECHO, 10));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
            assertThat(idsOf(second)).isEqualTo(ids.subList(10, 20));
            return null;
        });
    }

    /** MariaDB keeps the rows that were looked at for another handler locked as well, until the claim commits. */
    @Test
    void aClaimHidesOtherHandlersInstancesNoLongerThanItLasts() {
        List<InstanceId> others = IntStream.range(0, 10)
                .mapToObj(i -> anInstance().handler("other").insertInto(STORES))
                .toList();
        IntStream.range(0, 10).forEach(i -> anInstance().insertInto(STORES));

        List<InstanceId> during = STORES.database().inTransaction(() -> {
            assertThat(STORES.claim(ONE, "default", ECHO, 10)).hasSize(10);
            return Together.elsewhere(() -> idsOf(STORES.claim(TWO, "default", Set.of("other"), 5)));
        });
        List<InstanceId> after = idsOf(STORES.claim(TWO, "default", Set.of("other"), 10));

        assertThat(during).isEqualTo(STORES.isMariaDb() ? List.of() : others.subList(0, 5));
        assertThat(Stream.concat(during.stream(), after.stream())).containsExactlyElementsOf(others);
    }

    @Test
    void eightThreadsClaimEveryInstanceOnce() {
        int count = 2000;
        STORES.database().inTransaction(() -> {
            IntStream.range(0, count)
                    .mapToObj(i -> anInstance().priority(1 + i % 10).toNewInstance())
                    .collect(groupingBy(i -> i.route().priority()))
                    .values()
                    .forEach(instances::insert);
            return null;
        });

        List<List<InstanceId>> claimed = Together.call(8, thread -> {
            NodeId node = new NodeId("node-" + thread);
            List<InstanceId> mine = new ArrayList<>();
            for (List<Claim> batch = STORES.claim(node, "default", ECHO, 20);
                    !batch.isEmpty() || waiting() > 0;
                    batch = STORES.claim(node, "default", ECHO, 20)) {
                mine.addAll(idsOf(batch));
            }
            assertThat(STORES.claims().heldBy(node).stream().map(Held::id).collect(toSet()))
                    .isEqualTo(new HashSet<>(mine));
            return mine;
        });

        List<InstanceId> all = claimed.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(count).doesNotHaveDuplicates();
        assertThat(STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'RUNNING' AND attempt = 1"))
                .isEqualTo(count);
    }

    private List<InstanceId> claimOneByOne(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> STORES.claim(ONE, "default", ECHO, 1).get(0).id())
                .toList();
    }

    private static List<InstanceId> idsOf(List<Claim> claims) {
        return claims.stream().map(Claim::id).toList();
    }

    private static long waiting() {
        return STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'PENDING'");
    }
}
