package io.taskservice.instance;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InstanceUpkeepIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId DEAD = new NodeId("node-dead");
    private static final NodeId ALIVE = new NodeId("node-alive");

    private final InstanceUpkeep upkeep = STORES.upkeep();
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

    @Nested
    class Promotion {

        @Test
        void whatIsDueBecomesClaimable() {
            InstanceId due = anInstance().scheduledAt(now).insertInto(STORES);
            InstanceId later = anInstance().scheduledAt(now.plusSeconds(60)).insertInto(STORES);
            InstanceId inTurn = anInstance().inTurn().insertInto(STORES);

            assertThat(upkeep.promote(100)).isEqualTo(1);

            assertThat(STORES.statusOf(due)).isEqualTo(InstanceStatus.PENDING);
            assertThat(STORES.statusOf(later)).isEqualTo(InstanceStatus.SCHEDULED);
            assertThat(STORES.statusOf(inTurn)).isEqualTo(InstanceStatus.SCHEDULED);
            assertThat(upkeep.promote(100)).isZero();
        }

        @Test
        void theLongestDueGoFirst() {
            InstanceId late = anInstance().scheduledAt(now.minusSeconds(1)).insertInto(STORES);
            InstanceId later = anInstance().scheduledAt(now.minusSeconds(2)).insertInto(STORES);

            assertThat(upkeep.promote(1)).isEqualTo(1);

            assertThat(STORES.statusOf(later)).isEqualTo(InstanceStatus.PENDING);
            assertThat(STORES.statusOf(late)).isEqualTo(InstanceStatus.SCHEDULED);
        }

        @Test
        void severalSchedulersPromoteEachOnce() {
            IntStream.range(0, 300)
                    .forEach(i -> anInstance().scheduledAt(now.minusMillis(i)).insertInto(STORES));

            List<Integer> promoted = Together.call(4, thread -> {
                int all = 0;
                while (STORES.number("SELECT COUNT(*) FROM task_instances WHERE status = 'SCHEDULED'") > 0) {
                    all += upkeep.promote(20);
                }
                return all;
            });

            assertThat(promoted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
        }
    }

    @Nested
    class Rescues {

        @Test
        void whatADeadNodeHeldIsClaimableAgainAsTheNextAttempt() {
            InstanceId id = anInstance().runningOn(DEAD).insertInto(STORES);

            assertThat(upkeep.rescue(DEAD, 100).claims()).isEqualTo(1);

            TaskInstance freed = STORES.instance(id);
            assertThat(freed.status()).isEqualTo(InstanceStatus.PENDING);
            assertThat(freed.run().crashes()).isEqualTo(1);
            assertThat(freed.run().retries()).isZero();
            Claim next = STORES.claim(ALIVE, "default", Set.of("echo"), 1).get(0);
            assertThat(next.attempt()).isEqualTo(2);
        }

        @Test
        void anotherNodesClaimsAreItsOwn() {
            InstanceId id = anInstance().runningOn(ALIVE).insertInto(STORES);

            assertThat(upkeep.rescue(DEAD, 100).claims()).isZero();

            assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.RUNNING);
            assertThat(upkeep.holdsNothing(DEAD)).isTrue();
            assertThat(upkeep.holdsNothing(ALIVE)).isFalse();
        }

        @Test
        void theOutcomeOfARescuedAttemptIsFenced() {
            InstanceId id = anInstance().runningOn(DEAD).insertInto(STORES);
            Claim lost = STORES.claimOf(id);
            upkeep.rescue(DEAD, 100);
            STORES.claim(ALIVE, "default", Set.of("echo"), 1);

            assertThat(STORES.instances().complete(List.of(Completion.success(lost, Duration.ZERO, "late"))))
                    .isEmpty();

            assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.RUNNING);
        }

        @Test
        void theThirdCrashIsPoison() {
            InstanceId twice = anInstance().runningOn(DEAD).crashes(1).insertInto(STORES);
            InstanceId thrice = anInstance().runningOn(DEAD).crashes(2).insertInto(STORES);

            upkeep.rescue(DEAD, 100);

            assertThat(STORES.statusOf(twice)).isEqualTo(InstanceStatus.PENDING);
            assertEnded(thrice, InstanceStatus.FAILED, "POISON");
            assertThat(STORES.instance(thrice).outcome().errorMessage()).contains(DEAD.value());
        }

        @Test
        void atMostOnceIsNotRunAgain() {
            InstanceId id = anInstance().runningOn(DEAD).atMostOnce().insertInto(STORES);

            upkeep.rescue(DEAD, 100);

            assertEnded(id, InstanceStatus.FAILED, "NODE_LOST");
        }

        @Test
        void aCancelThatTheNodeDidNotObeyHolds() {
            InstanceId id = anInstance().runningOn(DEAD).cancelRequested().insertInto(STORES);

            upkeep.rescue(DEAD, 100);

            assertEnded(id, InstanceStatus.CANCELLED, "CANCELLED");
        }

        @Test
        void theFatesOfABatchAreToldApart() {
            InstanceId again = anInstance().runningOn(DEAD).insertInto(STORES);
            InstanceId lost = anInstance().runningOn(DEAD).atMostOnce().insertInto(STORES);
            InstanceId cancelled =
                    anInstance().runningOn(DEAD).cancelRequested().insertInto(STORES);

            assertThat(upkeep.rescue(DEAD, 100).claims()).isEqualTo(3);

            assertThat(STORES.statusOf(again)).isEqualTo(InstanceStatus.PENDING);
            assertThat(STORES.statusOf(lost)).isEqualTo(InstanceStatus.FAILED);
            assertThat(STORES.statusOf(cancelled)).isEqualTo(InstanceStatus.CANCELLED);
            assertThat(upkeep.holdsNothing(DEAD)).isTrue();
        }

        @Test
        void noMoreThanTheLimitAtOnce() {
            IntStream.range(0, 5).forEach(i -> anInstance().runningOn(DEAD).insertInto(STORES));

            assertThat(upkeep.rescue(DEAD, 3).claims()).isEqualTo(3);
            assertThat(upkeep.holdsNothing(DEAD)).isFalse();
            assertThat(upkeep.rescue(DEAD, 3).claims()).isEqualTo(2);
            assertThat(upkeep.holdsNothing(DEAD)).isTrue();
        }

        @Test
        void aChainWhoseInstanceIsLostForGoodGoesOn() {
            TaskDefinition chain =
                    aDefinition().fixedDelay(Duration.ofMinutes(1)).dueAt(null).insertInto(STORES);
            anInstance().of(chain).followed().runningOn(DEAD).crashes(2).insertInto(STORES);

            upkeep.rescue(DEAD, 100);

            assertThat(STORES.reread(chain).cursor().nextFireTime()).isNotNull();
        }

        @Test
        void aRescuedInstanceKeepsItsTurnAndALostOneGivesIt() {
            TaskDefinition queue = aDefinition().overlap(OverlapPolicy.QUEUE).insertInto(STORES);
            InstanceId id = anInstance().of(queue).followed().runningOn(DEAD).insertInto(STORES);
            InstanceId next = anInstance().of(queue).followed().inTurn().insertInto(STORES);

            upkeep.rescue(DEAD, 100);
            assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.PENDING);
            assertThat(STORES.instance(next).waitsForItsTurn()).isTrue();

            STORES.execute("UPDATE task_instances SET status = 'RUNNING', crash_count = 2 WHERE id = ?", id.value());
            upkeep.rescue(DEAD, 100);
            assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
        }

        @Test
        void severalSchedulersRescueEachClaimOnce() {
            IntStream.range(0, 200).forEach(i -> anInstance().runningOn(DEAD).insertInto(STORES));

            Together.run(4, thread -> {
                while (!upkeep.holdsNothing(DEAD)) {
                    upkeep.rescue(DEAD, 30);
                }
            });

            assertThat(STORES.number(
                            "SELECT COUNT(*) FROM task_instances WHERE status = 'PENDING' AND crash_count = 1"))
                    .isEqualTo(200);
        }

        private void assertEnded(InstanceId id, InstanceStatus status, String code) {
            TaskInstance instance = STORES.instance(id);
            assertThat(instance.status()).isEqualTo(status);
            assertThat(instance.outcome().errorCode()).isEqualTo(code);
            assertThat(instance.run().endTime()).isNotNull();
        }
    }

    @Test
    void onlyActiveInstancesOfTheDefinitionsCount() {
        TaskDefinition busy = aDefinition().insertInto(STORES);
        TaskDefinition idle = aDefinition().insertInto(STORES);
        anInstance().of(busy).insertInto(STORES);
        anInstance().of(busy).inTurn().insertInto(STORES);
        anInstance().of(busy).runningOn(ALIVE).insertInto(STORES);
        anInstance().of(busy).ended(InstanceStatus.SUCCESS, now).insertInto(STORES);
        anInstance().of(idle).ended(InstanceStatus.FAILED, now).insertInto(STORES);

        assertThat(upkeep.countActive(List.of(busy.id(), idle.id()))).isEqualTo(Map.of(busy.id(), 3));
        assertThat(upkeep.countActive(List.<DefinitionId>of())).isEmpty();
    }

    @Test
    void fireTimesThatHaveAnInstanceAreKnown() {
        TaskDefinition definition = aDefinition().insertInto(STORES);
        anInstance().of(definition).fireTime(now).insertInto(STORES);

        assertThat(upkeep.firedAlready(definition.id(), List.of(now, now.plusMillis(1))))
                .containsExactly(now);
        assertThat(upkeep.firedAlready(definition.id(), List.of())).isEmpty();
    }

    @Test
    void retentionDeletesOnlyEndedInstancesCreatedBefore() {
        Instant cutoff = now.minus(Duration.ofDays(30));
        InstanceId old = ended(cutoff.minusMillis(1));
        InstanceId atCutoff = ended(cutoff);
        InstanceId oldButActive = anInstance()
                .id(createdAt(cutoff.minus(Duration.ofDays(1))))
                .runningOn(ALIVE)
                .insertInto(STORES);

        assertThat(upkeep.deleteEndedBefore(cutoff, 100)).isEqualTo(1);

        assertThat(STORES.instances().find(TenantId.DEFAULT, old)).isEmpty();
        assertThat(STORES.statusOf(atCutoff)).isEqualTo(InstanceStatus.SUCCESS);
        assertThat(STORES.statusOf(oldButActive)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void retentionDeletesABatchAtATimeTheOldestFirst() {
        Instant old = now.minus(Duration.ofDays(60));
        InstanceId second = ended(old.plusSeconds(1));
        InstanceId first = ended(old);

        assertThat(upkeep.deleteEndedBefore(now, 1)).isEqualTo(1);

        assertThat(STORES.countInstances()).isEqualTo(1);
        assertThat(STORES.statusOf(second)).isEqualTo(InstanceStatus.SUCCESS);
        assertThat(first.value()).isLessThan(second.value());
    }

    private static InstanceId ended(Instant created) {
        return anInstance()
                .id(createdAt(created))
                .ended(InstanceStatus.SUCCESS, created)
                .insertInto(STORES);
    }

    private static InstanceId createdAt(Instant instant) {
        return InstanceId.lowestAt(instant);
    }
}
