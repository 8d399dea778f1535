package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fires of serial definitions race with ends, retries, cancels and lost nodes: at most one instance of a definition is
 * under way, and none waits for a turn that never comes.
 */
class TurnsFuzzIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final Instant FIRST_FIRE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FIRERS = 2;
    private static final int ENDERS = 4;
    private static final int DEFINITIONS = 6;
    private static final int FIRES = 40;

    private final TaskInstanceRepository instances = STORES.instances();
    private final InstanceUpkeep upkeep = STORES.upkeep();
    private final DueScan scan = new DueScan(SchedulerStores.of(STORES), 10);
    private final AtomicInteger firing = new AtomicInteger(FIRERS);

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUE", "REPLACE"})
    void nobodyWaitsForATurnThatNeverComes(OverlapPolicy policy) {
        STORES.empty();
        List<TaskDefinition> definitions = IntStream.range(0, DEFINITIONS)
                .mapToObj(i -> aDefinition()
                        .once(FIRST_FIRE)
                        .dueAt(null)
                        .overlap(policy)
                        .misfireThreshold(Duration.ofDays(100_000))
                        .maxAttempts(3)
                        .insertInto(STORES))
                .toList();

        Together.run(FIRERS + ENDERS, thread -> {
            if (thread < FIRERS) {
                fireAll(definitions.subList(thread * DEFINITIONS / FIRERS, (thread + 1) * DEFINITIONS / FIRERS));
            } else {
                endAll(new Random(thread), "node-" + thread);
            }
        });

        for (TaskDefinition definition : definitions) {
            assertThat(STORES.instancesOf(definition))
                    .hasSize(FIRES)
                    .allMatch(instance -> instance.status().isTerminal());
        }
    }

    private void fireAll(List<TaskDefinition> definitions) {
        for (int fire = 0; fire < FIRES; fire++) {
            for (TaskDefinition definition : definitions) {
                STORES.setCursor(definition.id(), FIRST_FIRE.plusSeconds(fire));
                while (STORES.reread(definition).cursor().nextFireTime() != null) {
                    scan.scanOnce(Set.of());
                }
            }
        }
        firing.decrementAndGet();
    }

    private void endAll(Random random, String name) {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int round = 0; firing.get() > 0 || active() > 0; round++) {
            assertThat(System.nanoTime() - end).as("waiting: %s", waiting()).isNegative();
            NodeId node = new NodeId(name + "-" + round);
            upkeep.promote(10);
            for (Claim claim : STORES.claim(node, 1 + random.nextInt(3))) {
                assertAlone(claim);
                end(claim, random);
            }
        }
    }

    private void end(Claim claim, Random random) {
        switch (random.nextInt(7)) {
            case 0 -> rescueAll(claim.node());
            case 1 -> complete(Completion.returned(claim, Duration.ZERO));
            case 2 -> complete(Completion.retry(claim, Duration.ZERO, Duration.ofMillis(1), "E", null));
            case 3 -> {
                instances.cancel(claim.tenantId(), claim.id());
                complete(Completion.returned(claim, Duration.ZERO));
            }
            case 4 -> complete(Completion.cancelled(claim, Duration.ZERO, FailureCode.CANCELLED));
            case 5 -> complete(Completion.failure(claim, Duration.ZERO, "E", null));
            default -> complete(Completion.success(claim, Duration.ZERO, null));
        }
    }

    private void rescueAll(NodeId node) {
        while (!upkeep.holdsNothing(node)) {
            upkeep.rescue(node, 10);
        }
    }

    private void complete(Completion completion) {
        instances.complete(List.of(completion));
    }

    /** No other instance of its definition is claimed or claimable; it itself may have been rescued with its node. */
    private static void assertAlone(Claim claim) {
        assertThat(STORES.number(
                        """
                        SELECT COUNT(*) FROM task_instances
                        WHERE task_definition_id = ? AND status IN ('PENDING', 'RUNNING')
                        """, Objects.requireNonNull(claim.definitionId()).value()))
                .isLessThanOrEqualTo(1);
    }

    private static long active() {
        return STORES.number("SELECT COUNT(*) FROM task_instances WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING')");
    }

    private static List<?> waiting() {
        return STORES.rows("SELECT task_definition_id, id, status, run_at FROM task_instances"
                + " WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING') LIMIT 20");
    }
}
