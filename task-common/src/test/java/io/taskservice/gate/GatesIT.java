package io.taskservice.gate;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.CancelResult;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import io.taskservice.instance.Held;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of definitions and keys: never exceeded, never leaking, whoever ends what holds a slot. */
class GatesIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId NODE = new NodeId("node-1");
    private static final NodeId OTHER = new NodeId("node-2");
    private static final Instant DUE = Instant.parse("2020-01-01T00:00:00Z");

    private final GateAudit audit = new GateAudit(STORES.database());

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void asManyAsTheLimitRunAndTheOthersWaitInLine() {
        List<InstanceId> ids = keyed(5, "k", 2);

        List<Claim> claims = STORES.claim(NODE, 10);

        assertThat(claims).extracting(Claim::id).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(ids.subList(2, 5)).allSatisfy(id -> {
            assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.SCHEDULED);
            assertThat(STORES.instance(id).waitsForASlot()).isTrue();
        });
        assertThat(STORES.claim(OTHER, 10)).isEmpty();
    }

    @Test
    void whatHasNoLimitOvertakesTheLine() {
        keyed(100, "k", 1);
        InstanceId free = anInstance().priority(10).insertInto(STORES);

        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.addAll(STORES.claim(NODE, 10));
        }

        assertThat(claims).extracting(Claim::id).contains(free).hasSize(2);
    }

    @Test
    void theNextInLineKeepsItsPlaceAndItsDueTime() {
        keyed(1, "k", 1);
        InstanceId late =
                anInstance().concurrency("k", 1).runAt(DUE.plusSeconds(2)).insertInto(STORES);
        InstanceId early =
                anInstance().concurrency("k", 1).runAt(DUE.plusSeconds(1)).insertInto(STORES);
        InstanceId urgent = anInstance()
                .concurrency("k", 1)
                .priority(1)
                .runAt(DUE.plusSeconds(3))
                .insertInto(STORES);
        Claim first = STORES.claim(NODE, 1).get(0);
        // The urgent one was first of all; the others are in line now.
        assertThat(first.id()).isEqualTo(urgent);
        STORES.claim(NODE, 10);

        succeed(first);
        Claim second = STORES.claim(NODE, 10).get(0);
        succeed(second);
        Claim third = STORES.claim(NODE, 10).get(0);

        assertThat(third.id()).isEqualTo(early);
        assertThat(third.dueAt()).isEqualTo(DUE.plusSeconds(1));
        assertThat(STORES.instance(late).waitsForASlot()).isTrue();
    }

    @Test
    void keysAndTenantsAndDefinitionsAreGatesOfTheirOwn() {
        TaskDefinition definition = aDefinition().maxConcurrency(1).insertInto(STORES);
        anInstance().of(definition).insertInto(STORES);
        anInstance().of(definition).insertInto(STORES);
        keyed(2, "a", 1);
        keyed(2, "b", 1);
        anInstance().tenant(new TenantId("other")).concurrency("a", 1).insertInto(STORES);

        assertThat(STORES.claim(NODE, 20)).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void aSlotGoesToTheNextHoweverItsHolderEnds(End end) {
        List<InstanceId> ids = keyed(2, "k", 1);
        Claim claim = STORES.claim(NODE, 10).get(0);

        end.of(claim);

        List<Claim> next = STORES.claim(OTHER, 10);
        assertThat(next).hasSize(1);
        if (end.isFinal) {
            assertThat(next).extracting(Claim::id).containsExactly(ids.get(1));
        }
        assertNothingDiffers();
    }

    /** The ways in which a claim ends. */
    enum End {
        SUCCESS(true) {
            @Override
            void of(Claim claim) {
                succeed(claim);
            }
        },
        FAILURE(true) {
            @Override
            void of(Claim claim) {
                complete(Completion.failure(claim, Duration.ZERO, "E", "m"));
            }
        },
        RETRY(true) {
            @Override
            void of(Claim claim) {
                complete(Completion.retry(claim, Duration.ZERO, Duration.ofHours(1), "E", "m"));
            }
        },
        SNOOZE(true) {
            @Override
            void of(Claim claim) {
                complete(Completion.snoozed(claim, Duration.ZERO, Duration.ofHours(1)));
            }
        },
        CANCELLED(true) {
            @Override
            void of(Claim claim) {
                complete(Completion.cancelled(claim, Duration.ZERO, FailureCode.CANCELLED));
            }
        },
        RETURNED(false) {
            @Override
            void of(Claim claim) {
                complete(Completion.returned(claim, Duration.ZERO));
            }
        },
        GIVEN_BACK(false) {
            @Override
            void of(Claim claim) {
                STORES.claims().giveBack(NODE, List.of(new Held(claim.id(), claim.attempt())));
            }
        },
        RESCUED(false) {
            @Override
            void of(Claim claim) {
                STORES.upkeep().rescue(NODE, 10);
            }
        },
        LOST_FOR_GOOD(true) {
            @Override
            void of(Claim claim) {
                STORES.execute("UPDATE task_instances SET crash_count = 2");
                STORES.upkeep().rescue(NODE, 10);
            }
        };

        private final boolean isFinal;

        End(boolean isFinal) {
            this.isFinal = isFinal;
        }

        abstract void of(Claim claim);
    }

    @Test
    void oneThatIsCancelledInLineLeavesIt() {
        List<InstanceId> ids = keyed(3, "k", 1);
        Claim first = STORES.claim(NODE, 10).get(0);

        assertThat(STORES.instances().cancel(TenantId.DEFAULT, ids.get(1))).contains(CancelResult.CANCELLED);
        succeed(first);

        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(ids.get(2));
        assertNothingDiffers();
    }

    @Test
    void onePassedOnAndCancelledBeforeItsClaimDoesNotKeepTheSlot() {
        List<InstanceId> ids = keyed(3, "k", 1);
        succeed(STORES.claim(NODE, 10).get(0));
        assertThat(STORES.statusOf(ids.get(1))).isEqualTo(InstanceStatus.PENDING);

        STORES.instances().cancel(TenantId.DEFAULT, ids.get(1));

        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(ids.get(2));
    }

    /** A promotion, for one, locks the row behind those that are due, and lets it go again. */
    @Test
    void oneThatSomebodyHoldsForAMomentIsLetGoAllTheSame() throws Exception {
        List<InstanceId> ids = keyed(2, "k", 1);
        Claim first = STORES.claim(NODE, 10).get(0);

        Thread end = new Thread(() -> succeed(first), "end");
        STORES.database().inTransaction(() -> {
            STORES.rows(
                    "SELECT id FROM task_instances WHERE id = ? FOR UPDATE",
                    ids.get(1).value());
            end.start();
            await().until(() -> !end.isAlive() || STORES.lockWaits() > 0);
            return null;
        });
        end.join();

        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(ids.get(1));
    }

    @Test
    void anotherLimitOfADefinitionHoldsAtOnceForWhatWaitsAndRuns() {
        TaskDefinition definition = aDefinition().insertInto(STORES);
        IntStream.range(0, 6).forEach(i -> anInstance().of(definition).insertInto(STORES));
        assertThat(STORES.claim(NODE, 2)).hasSize(2);
        Gates gates = new Gates(STORES.database());

        changeLimit(gates, definition, 3);
        assertThat(STORES.claim(NODE, 10)).hasSize(1);
        changeLimit(gates, definition, 4);
        assertThat(STORES.claim(NODE, 10)).hasSize(1);
        changeLimit(gates, definition, null);
        assertThat(STORES.claim(NODE, 10)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOST_FOR_GOOD")
    void aSlotThatCameWhileItRanIsGivenBackToo(End end) {
        TaskDefinition definition = aDefinition().insertInto(STORES);
        anInstance().of(definition).insertInto(STORES);
        Claim claim = STORES.claim(NODE, 10).get(0);
        InstanceId next = anInstance().of(definition).priority(1).insertInto(STORES);
        changeLimit(new Gates(STORES.database()), definition, 1);
        assertThat(STORES.claim(NODE, 10)).isEmpty();

        end.of(claim);

        assertThat(STORES.claim(OTHER, 10)).extracting(Claim::id).containsExactly(next);
        assertNothingDiffers();
    }

    @Test
    void theAuditLetsAllOfALineGoThatHasNoLimitAnyMore() {
        TaskDefinition definition = aDefinition().maxConcurrency(1).insertInto(STORES);
        IntStream.range(0, 1101).forEach(i -> anInstance().of(definition).insertInto(STORES));
        while (count(InstanceStatus.PENDING) > 0) {
            STORES.claim(NODE, 500);
        }
        changeLimit(new Gates(STORES.database()), definition, null);
        assertThat(count(InstanceStatus.SCHEDULED)).isEqualTo(600);

        assertThat(audit.letLinesGo()).isEqualTo(new GateAudit.Result(List.of(), 600));

        assertThat(count(InstanceStatus.PENDING)).isEqualTo(1100);
    }

    @Test
    void oneThatIsCancelledInALineWithoutALimitLeavesIt() {
        TaskDefinition definition = aDefinition().maxConcurrency(1).insertInto(STORES);
        List<InstanceId> ids = IntStream.range(0, 2)
                .mapToObj(i -> anInstance().of(definition).insertInto(STORES))
                .toList();
        STORES.claim(NODE, 10);
        STORES.execute("UPDATE concurrency_slots SET slot_limit = 2147483647");
        STORES.execute("UPDATE task_instances SET concurrency_limit = NULL");

        STORES.instances().cancel(TenantId.DEFAULT, ids.get(1));

        assertNothingDiffers();
    }

    @Test
    void theAuditPutsRightWhatAHandHasBroken() {
        List<InstanceId> ids = keyed(4, "k", 2);
        STORES.claim(NODE, 10);
        STORES.execute(
                "DELETE FROM concurrency_slots WHERE task_instance_id IN (?, ?)",
                ids.get(0).value(),
                ids.get(3).value());
        STORES.execute(
                "UPDATE task_instances SET status = 'CANCELLED' WHERE id = ?",
                ids.get(2).value());

        GateAudit.Result result = audit.mendSlots();

        assertThat(result.wrong())
                .extracting(GateAudit.Wrong::id)
                .containsExactlyInAnyOrder(ids.get(0), ids.get(2), ids.get(3));
        assertThat(STORES.claim(NODE, 10)).isEmpty();
        assertNothingDiffers();
        succeed(STORES.claimOf(ids.get(0)));
        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(ids.get(3));
    }

    @Test
    void theAuditFreesALineThatNobodyLetGo() {
        List<InstanceId> ids = keyed(2, "k", 1);
        STORES.claim(NODE, 10);
        STORES.execute(
                "UPDATE task_instances SET status = 'SUCCESS' WHERE id = ?",
                ids.get(0).value());

        audit.mendSlots();

        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(ids.get(1));
    }

    /** Five slots, eight nodes that claim, end in every way, die and cancel at random, and nobody ever sees a sixth. */
    @Nested
    class UnderChaos {

        private static final int LIMIT = 5;
        private static final int INSTANCES = 400;

        @Test
        void aLimitIsNeverExceededAndNeverLeaks() {
            List<InstanceId> ids = keyed(INSTANCES, "chaos", LIMIT);
            AtomicInteger deaths = new AtomicInteger();

            Together.run(8, thread -> {
                Random random = new Random(42 + thread);
                int life = 0;
                while (unended() > 0) {
                    NodeId node = new NodeId("n" + thread + "-" + life);
                    List<Claim> claims = STORES.claim(node, 1 + random.nextInt(4));
                    assertThat(holders()).isLessThanOrEqualTo(LIMIT);
                    if (!claims.isEmpty() && random.nextInt(10) == 0) {
                        life++;
                        deaths.incrementAndGet();
                        rescueAll(node);
                    } else {
                        claims.forEach(claim -> end(claim, random));
                    }
                    STORES.instances().cancel(TenantId.DEFAULT, ids.get(random.nextInt(INSTANCES)));
                    STORES.upkeep().promote(10);
                }
            });

            assertThat(deaths).hasPositiveValue();
            assertThat(STORES.number("SELECT COUNT(*) FROM concurrency_slots")).isZero();
            assertNothingDiffers();
        }

        /** As the scheduler does: a claim that somebody has locked just now is freed the next time. */
        private void rescueAll(NodeId node) {
            while (!STORES.upkeep().holdsNothing(node)) {
                STORES.upkeep().rescue(node, 100);
            }
        }

        private void end(Claim claim, Random random) {
            switch (random.nextInt(4)) {
                case 0 -> complete(Completion.retry(claim, Duration.ZERO, Duration.ofMillis(1), "E", null));
                case 1 -> complete(Completion.returned(claim, Duration.ZERO));
                case 2 -> complete(Completion.failure(claim, Duration.ZERO, "E", null));
                default -> succeed(claim);
            }
        }

        private long unended() {
            return STORES.number(
                    "SELECT COUNT(*) FROM task_instances WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING')");
        }

        private long holders() {
            return STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'RUNNING'");
        }
    }

    private static long count(InstanceStatus status) {
        return STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = ?", status.name());
    }

    private void assertNothingDiffers() {
        assertThat(audit.mendSlots().wrong()).isEmpty();
        assertThat(audit.letLinesGo().wrong()).isEmpty();
    }

    private static void changeLimit(Gates gates, TaskDefinition definition, @Nullable Integer limit) {
        STORES.database().inTransaction(() -> {
            gates.changeLimit(definition.tenantId(), definition.id(), limit);
            return null;
        });
    }

    private static List<InstanceId> keyed(int count, String key, int limit) {
        return IntStream.range(0, count)
                .mapToObj(i -> anInstance().concurrency(key, limit).insertInto(STORES))
                .toList();
    }

    private static void succeed(Claim claim) {
        complete(Completion.success(claim, Duration.ZERO, null));
    }

    private static void complete(Completion completion) {
        STORES.instances().complete(List.of(completion));
    }
}
