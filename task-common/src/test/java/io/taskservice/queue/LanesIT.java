package io.taskservice.queue;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.ClaimRequest;
import io.taskservice.instance.ClaimResult;
import io.taskservice.instance.Completion;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is claimed from which lane: pauses, limits and rates of queues and of tenants, and whose turn it is. */
class LanesIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId NODE = new NodeId("node-1");
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");

    private final ClaimRepository claims = STORES.claims();
    private final QueueRepository queues = new QueueRepository(STORES.database());

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void nothingOfAPausedQueueStartsUntilItIsResumed() {
        InstanceId id = anInstance().insertInto(STORES);
        queues.create(TenantId.DEFAULT, "default", null);
        queues.pause(TenantId.DEFAULT, "default", "maintenance");

        assertThat(STORES.claim(NODE, 10)).isEmpty();
        assertThat(queues.find(TenantId.DEFAULT, "default").orElseThrow().pause())
                .extracting(Pause::reason)
                .isEqualTo("maintenance");

        queues.resume(TenantId.DEFAULT, "default");
        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(id);
    }

    @Test
    void aPauseIsOneTenantsOnly() {
        anInstance().tenant(A).insertInto(STORES);
        InstanceId other = anInstance().tenant(B).insertInto(STORES);
        queues.create(A, "default", null);
        queues.pause(A, "default", null);

        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(other);
    }

    @Test
    void noMoreOfAQueueRunThanItsLimitAndTheNextGoWhenTheyEnd() {
        fill(A, "default", 10);
        limit(A, "default", new QueueLimits(3, null));

        List<Claim> claims = STORES.claim(NODE, 10);
        assertThat(claims).hasSize(3).allMatch(Claim::limited);
        assertThat(STORES.claim(NODE, 10)).isEmpty();

        STORES.instances().complete(List.of(Completion.success(claims.get(0), Duration.ZERO, null)));
        assertThat(STORES.claim(NODE, 10)).hasSize(1);
    }

    @Test
    void theLimitOfATenantCountsAllItsQueues() {
        fill(A, "one", 5);
        fill(A, "two", 5);
        limit(A, TaskQueue.WHOLE_TENANT, new QueueLimits(3, null));

        assertThat(claim(List.of("one", "two"), 2).claims()).hasSize(2);
        assertThat(claim(List.of("two", "one"), 10).claims()).hasSize(1);
        assertThat(claim(List.of("one", "two"), 10).claims()).isEmpty();
    }

    @Test
    void theQuotaOfATenantCountsAllItsQueuesAndBoundsItsOwnLimits() {
        fill(A, "one", 5);
        fill(A, "two", 5);
        fill(B, "one", 5);
        quota(A, 3);
        limit(A, TaskQueue.WHOLE_TENANT, new QueueLimits(100, null));

        List<Claim> first = claim(List.of("one", "two"), 20).claims();
        assertThat(first.stream().filter(claim -> claim.tenantId().equals(A)))
                .hasSize(3)
                .allMatch(Claim::limited);
        assertThat(first).hasSize(8);
        assertThat(claim(List.of("two", "one"), 20).claims()).isEmpty();

        STORES.instances().complete(List.of(Completion.success(first.get(0), Duration.ZERO, null)));
        quota(A, 4);
        assertThat(claim(List.of("two"), 20).claims())
                .hasSize(first.get(0).tenantId().equals(A) ? 2 : 1);
    }

    @Test
    void severalNodesTogetherKeepAQuota() {
        fill(A, "default", 100);
        quota(A, 5);

        Together.run(6, thread -> {
            NodeId node = new NodeId("n" + thread);
            for (int i = 0; i < 20; i++) {
                STORES.claim(node, 10);
            }
        });

        assertThat(STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'RUNNING'"))
                .isEqualTo(5);
    }

    @Test
    void aDefaultQuotaHoldsForEveryTenantThatHasNoOther() {
        fill(A, "default", 5);
        fill(B, "default", 5);
        STORES.execute("INSERT INTO tenant_quotas (tenant_id, updated_at) VALUES ('a', UTC_TIMESTAMP(3))");
        quota(B, 0);
        ClaimRequest request = new ClaimRequest(NODE, List.of("default"), Set.of("echo"), 20);

        List<Claim> claims = STORES.claims(2).claim(request).claims();

        assertThat(claims.stream().collect(groupingBy(Claim::tenantId, counting())))
                .isEqualTo(Map.of(A, 2L, B, 5L));
    }

    @Test
    void aTenantAtItsLimitIsNotAskedAgainAtOnce() {
        fill(A, "one", 5);
        fill(A, "two", 5);
        limit(A, TaskQueue.WHOLE_TENANT, new QueueLimits(3, null));
        claim(List.of("one", "two"), 3);

        ClaimResult full = claim(List.of("one", "two"), 10);

        assertThat(full).isEqualTo(ClaimResult.NOTHING);
    }

    @Test
    void aLaneOfWhichNothingCanRunHereDoesNotKeepAnotherOfItsTenantBack() {
        anInstance().tenant(A).queue("one").handler("elsewhere").insertInto(STORES);
        fill(A, "two", 5);
        limit(A, TaskQueue.WHOLE_TENANT, new QueueLimits(3, null));

        assertThat(claim(List.of("one", "two"), 10).claims()).hasSize(3);
    }

    @Test
    void severalNodesTogetherKeepALimit() {
        fill(A, "default", 200);
        limit(A, "default", new QueueLimits(5, null));

        Together.run(6, thread -> {
            NodeId node = new NodeId("n" + thread);
            Random random = new Random(thread);
            while (STORES.number("SELECT COUNT(*) FROM task_instances WHERE status IN ('PENDING', 'RUNNING')") > 0) {
                List<Claim> claims = STORES.claim(node, 1 + random.nextInt(4));
                assertThat(STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'RUNNING'"))
                        .isLessThanOrEqualTo(5);
                claims.forEach(
                        claim -> STORES.instances().complete(List.of(Completion.success(claim, Duration.ZERO, null))));
            }
        });
    }

    @Test
    void aRateLetsItsBurstGoAndTellsWhenTheNextMay() {
        fill(A, "default", 20);
        limit(A, "default", new QueueLimits(null, new RateLimit(10, Duration.ofSeconds(1), 4)));

        assertThat(claim(List.of("default"), 10).claims()).hasSize(4);
        ClaimResult held = claim(List.of("default"), 10);

        assertThat(held.claims().size()).isLessThanOrEqualTo(1);
        assertThat(Objects.requireNonNull(held.nextTry())).isLessThanOrEqualTo(Duration.ofMillis(101));
        await().until(() -> !claim(List.of("default"), 10).claims().isEmpty());
    }

    @Test
    void whatIsHeldBackAtAGateTakesNoTokens() {
        IntStream.range(0, 4)
                .forEach(i -> anInstance().tenant(A).concurrency("k", 1).insertInto(STORES));
        InstanceId free = anInstance().tenant(A).priority(9).insertInto(STORES);
        limit(A, "default", new QueueLimits(null, new RateLimit(1, Duration.ofHours(1), 2)));

        IntStream.range(0, 4).forEach(i -> claim(List.of("default"), 10));

        assertThat(STORES.statusOf(free)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void tenantsShareTheSlotsOfAPass() {
        fill(A, "default", 100);
        fill(B, "default", 3);

        Map<TenantId, Long> byTenant =
                claim(List.of("default"), 10).claims().stream().collect(groupingBy(Claim::tenantId, counting()));

        assertThat(byTenant).containsEntry(A, 5L).containsEntry(B, 3L);
    }

    @Test
    void whereThereAreMoreTenantsThanSlotsTheyTakeTurns() {
        List<TenantId> tenants =
                IntStream.range(0, 10).mapToObj(i -> new TenantId("t" + i)).toList();
        tenants.forEach(tenant -> fill(tenant, "default", 3));

        Set<TenantId> served = new HashSet<>();
        for (int turn = 0; turn < 10; turn++) {
            claim(List.of("default"), 2).claims().forEach(claim -> served.add(claim.tenantId()));
        }

        assertThat(served).containsExactlyInAnyOrderElementsOf(tenants);
    }

    @Test
    void tenantsShareByTheirWeightsOverManySmallPasses() {
        STORES.execute("INSERT INTO tenants (id, name, status, weight, created_at, updated_at)"
                + " VALUES ('a', 'A', 'ACTIVE', 300, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))");
        fill(A, "default", 100);
        fill(B, "default", 100);

        Map<TenantId, Long> byTenant = IntStream.range(0, 40)
                .mapToObj(i -> claim(List.of("default"), 1).claims().get(0).tenantId())
                .collect(groupingBy(tenant -> tenant, counting()));

        assertThat(byTenant).containsEntry(A, 30L).containsEntry(B, 10L);
    }

    /** It has saved up nothing, and those who worked meanwhile owe it nothing. */
    @Test
    void oneThatReturnsGetsItsShareFromThenOn() {
        fill(A, "default", 200);
        IntStream.range(0, 10).forEach(i -> claim(List.of("default"), 10));
        fill(B, "default", 50);

        Map<TenantId, Long> byTenant =
                claim(List.of("default"), 20).claims().stream().collect(groupingBy(Claim::tenantId, counting()));

        assertThat(byTenant).containsEntry(A, 10L).containsEntry(B, 10L);
    }

    @Test
    void whatNobodyHereCanRunCostsNobodyItsTurn() {
        List<TenantId> stuck =
                IntStream.range(0, 10).mapToObj(i -> new TenantId("s" + i)).toList();
        stuck.forEach(tenant -> anInstance().tenant(tenant).handler("elsewhere").insertInto(STORES));
        fill(B, "default", 5);

        for (int i = 0; i < 5; i++) {
            assertThat(claim(List.of("default"), 1).claims()).hasSize(1);
        }
    }

    /** Where there are many lanes, where they are is remembered for a moment. */
    @Test
    void allOfManyTenantsIsClaimedThoughLanesRunEmpty() {
        IntStream.range(0, 60).forEach(i -> fill(new TenantId("m" + i), "default", 2));

        Set<InstanceId> claimed = new HashSet<>();
        for (ClaimResult result = claim(List.of("default"), 7);
                !result.claims().isEmpty();
                result = claim(List.of("default"), 7)) {
            result.claims().forEach(one -> assertThat(claimed.add(one.id())).isTrue());
        }

        assertThat(claimed).hasSize(120);
    }

    @Test
    void manyLanesOfWhichNothingCanRunHereAreNoWork() {
        IntStream.range(0, 60)
                .forEach(i -> anInstance()
                        .tenant(new TenantId("m" + i))
                        .handler("elsewhere")
                        .insertInto(STORES));

        assertThat(claim(List.of("default"), 7)).isEqualTo(ClaimResult.NOTHING);
        assertThat(claim(List.of("default"), 7)).isEqualTo(ClaimResult.NOTHING);
    }

    @Test
    void theFirstQueueGoesFirst() {
        fill(A, "second", 5);
        fill(A, "first", 5);

        ClaimResult result = claim(List.of("first", "second"), 5);

        assertThat(result.claims())
                .hasSize(5)
                .allMatch(claim -> claim.route().queue().equals("first"));
    }

    @Test
    void aLaneThatIsMissingIsOpenedAgain() {
        fill(A, "lost", 1);
        STORES.execute("DELETE FROM lanes WHERE queue = 'lost'");
        assertThat(claim(List.of("lost"), 10).claims()).isEmpty();

        assertThat(new Lanes(STORES.database()).openMissing()).containsExactly(new LanePlace("lost", A));

        assertThat(claim(List.of("lost"), 10).claims()).hasSize(1);
    }

    @Test
    void whatIsInAQueueIsTold() {
        fill(A, "default", 3);
        anInstance()
                .tenant(A)
                .scheduledAt(Instant.parse("2100-01-01T00:00:00Z"))
                .insertInto(STORES);
        STORES.claim(NODE, 1);

        QueueLoad load = queues.loads(A).get(0);
        QueueFlow flow = queues.flows(A, Duration.ofMinutes(5)).get(0);

        assertThat(load)
                .extracting(QueueLoad::pending, QueueLoad::running, QueueLoad::scheduled)
                .containsExactly(2L, 1L, 1L);
        assertThat(load.oldest()).isNotNull();
        assertThat(flow.created()).isEqualTo(4);
        assertThat(queues.isInUse(A, "default")).isTrue();
        assertThat(queues.isInUse(B, "default")).isFalse();
    }

    private static void quota(TenantId tenant, int running) {
        STORES.execute(
                "INSERT INTO tenant_quotas (tenant_id, running, updated_at) VALUES (?, ?, UTC_TIMESTAMP(3))"
                        + " ON DUPLICATE KEY UPDATE running = VALUES(running)",
                tenant.value(),
                running);
    }

    private void limit(TenantId tenant, String queue, QueueLimits limits) {
        queues.create(tenant, queue, null);
        assertThat(queues.limit(tenant, queue, limits)).isTrue();
    }

    private ClaimResult claim(List<String> names, int slots) {
        return claims.claim(new ClaimRequest(NODE, names, Set.of("echo"), slots));
    }

    private static void fill(TenantId tenant, String queue, int count) {
        IntStream.range(0, count)
                .forEach(i -> anInstance().tenant(tenant).queue(queue).insertInto(STORES));
    }
}
