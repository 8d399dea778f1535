package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.invariant.AuditFindings;
import io.taskservice.invariant.AuditPatience;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * While fires, claims, ends of every kind, cancels, lost nodes and deletions race with each other, auditors look without a
 * pause and find nothing: what is just being done is no violation.
 */
@Tag("once")
class AuditRaceIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final Duration LONG = Duration.ofSeconds(Integer.getInteger("audit.race.seconds", 8));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<Integer> ALL_PARTITIONS =
            IntStream.range(0, TaskDefinition.PARTITIONS).boxed().collect(Collectors.toSet());
    private static final int ENDERS = 3;
    private static final int AUDITORS = 2;

    private final TaskInstanceRepository instances = STORES.instances();
    private final InstanceUpkeep upkeep = STORES.upkeep();
    private final DueScan scan = new DueScan(SchedulerStores.of(STORES), 10);
    private final AtomicInteger working = new AtomicInteger(ENDERS);
    private final long end = System.nanoTime() + LONG.toNanos();

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void auditorsFindNothingWrongWithWhatIsJustBeingDone() {
        Instant soon = STORES.now().plusSeconds(1);
        for (OverlapPolicy policy : OverlapPolicy.values()) {
            aDefinition()
                    .every(Duration.ofSeconds(1))
                    .overlap(policy)
                    .dueAt(soon)
                    .maxAttempts(3)
                    .insertInto(STORES);
            aDefinition()
                    .every(Duration.ofSeconds(1))
                    .overlap(policy)
                    .dueAt(soon)
                    .maxConcurrency(1)
                    .insertInto(STORES);
            aDefinition()
                    .fixedDelay(Duration.ofSeconds(1))
                    .overlap(policy)
                    .dueAt(soon)
                    .insertInto(STORES);
        }
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger passes = new AtomicInteger();

        Together.run(2 + ENDERS + AUDITORS, thread -> {
            if (thread == 0) {
                fire();
            } else if (thread == 1) {
                submit(new Random(1));
            } else if (thread < 2 + ENDERS) {
                endAll(new Random(thread), join("node-" + thread));
            } else {
                audit(new AuditBench(STORES, impatient()), passes, wrong);
            }
        });

        assertThat(wrong)
                .as(new AuditFindings(STORES.database()).all().toString())
                .hasValue(0);
        assertThat(passes.get()).isGreaterThan(5);
        assertThat(active()).isZero();
        assertThat(STORES.countInstances()).isGreaterThan(100);
    }

    /** Believes at the second look, but for what takes a while in its own right: lateness itself is not tested here. */
    private static AuditPatience impatient() {
        AuditPatience usual = AuditPatience.DEFAULT;
        return new AuditPatience(usual.lease(), usual.due(), usual.delivery(), Duration.ZERO, usual.slow());
    }

    private void fire() {
        while (System.nanoTime() < end) {
            scan.scanOnce(ALL_PARTITIONS);
        }
        STORES.execute("UPDATE task_definitions SET status = 'DISABLED', next_fire_time = NULL");
    }

    private void submit(Random random) {
        while (System.nanoTime() < end) {
            if (active() < 200) {
                anInstance()
                        .tenant(new TenantId("t" + random.nextInt(3)))
                        .concurrency("k" + random.nextInt(3), 1 + random.nextInt(2))
                        .queue("q" + random.nextInt(100))
                        .maxAttempts(1 + random.nextInt(3))
                        .insertInto(STORES);
            }
        }
    }

    private void endAll(Random random, NodeId node) {
        long latest = end + PATIENCE.toNanos();
        while (System.nanoTime() < end || active() > 0) {
            assertThat(System.nanoTime() - latest).as("what is active ends").isNegative();
            upkeep.promote(50);
            upkeep.expire(50);
            List<String> queues = STORES.texts("SELECT DISTINCT queue FROM task_instances WHERE status = 'PENDING'");
            for (String queue : queues) {
                STORES.claim(node, queue, Set.of("echo"), 1 + random.nextInt(4)).forEach(claim -> end(claim, random));
            }
        }
        working.decrementAndGet();
    }

    private void end(Claim claim, Random random) {
        switch (random.nextInt(9)) {
            case 0 -> upkeep.rescue(claim.node(), 10);
            case 1 -> complete(Completion.returned(claim, Duration.ZERO));
            case 2 -> complete(Completion.retry(claim, Duration.ZERO, Duration.ofMillis(1), "E", null));
            case 3 -> {
                instances.cancel(claim.tenantId(), claim.id());
                complete(Completion.returned(claim, Duration.ZERO));
            }
            case 4 -> complete(Completion.cancelled(claim, Duration.ZERO, FailureCode.CANCELLED));
            case 5 -> complete(Completion.failure(claim, Duration.ZERO, "E", null));
            case 6 -> {
                complete(Completion.failure(claim, Duration.ZERO, "E", null));
                instances.deleteEnded(claim.tenantId(), claim.id());
            }
            default -> complete(Completion.success(claim, Duration.ZERO, null));
        }
    }

    private void audit(AuditBench bench, AtomicInteger passes, AtomicInteger wrong) {
        while (working.get() > 0) {
            wrong.addAndGet((int) bench.audit());
            passes.incrementAndGet();
        }
    }

    private void complete(Completion completion) {
        instances.complete(List.of(completion));
    }

    private static NodeId join(String id) {
        NodeId node = new NodeId(id);
        Node.Profile profile = new Node.Profile(Set.of(Role.EXECUTOR), "a", "v", 1, Set.of(), Set.of());
        STORES.nodes().join(node, "boot", profile, Duration.ofHours(1));
        return node;
    }

    private static long active() {
        return STORES.number("SELECT COUNT(*) FROM task_instances WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING')");
    }
}
