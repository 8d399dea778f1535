package io.taskservice.instance;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

class CompletionIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId NODE = new NodeId("node-1");
    private static final NodeId OTHER = new NodeId("node-2");
    private static final Duration TOOK = Duration.ofMillis(1234);
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
    void aSuccessEndsTheInstanceWithItsResult() {
        Claim claim = running();
        Instant before = STORES.now();

        assertThat(complete(Completion.success(claim, TOOK, "r"))).containsExactly(claim.id());

        TaskInstance instance = STORES.instance(claim.id());
        assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
        assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome("r", null, null));
        assertThat(instance.run().endTime()).isBetween(before, STORES.now());
        assertThat(instance.run().duration()).isEqualTo(TOOK);
        assertThat(instance.run().retries()).isZero();
    }

    @Test
    void aFailureEndsTheInstanceWithItsCodeAndMessage() {
        Claim claim = running();

        complete(Completion.failure(claim, TOOK, "E_1", "m"));

        TaskInstance instance = STORES.instance(claim.id());
        assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
        assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome(null, "E_1", "m"));
        assertThat(instance.run().endTime()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_001, 70_000})
    void aCodeThatIsTooLongIsRefusedAndNeverLeftOut(int length) {
        Claim claim = running();

        assertThatThrownBy(() -> complete(Completion.failure(claim, TOOK, "E".repeat(length), "m")))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(STORES.instance(claim.id()).status()).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void aRetryWaitsItsBackoffByMySqlsClock() {
        Claim claim = running();
        Instant before = STORES.now();

        complete(Completion.retry(claim, TOOK, Duration.ofMillis(90_001), "E", "m"));

        TaskInstance instance = STORES.instance(claim.id());
        assertThat(instance.status()).isEqualTo(InstanceStatus.SCHEDULED);
        assertThat(instance.runAt())
                .isBetween(before.plusMillis(90_001), STORES.now().plusMillis(90_001));
        assertThat(instance.run().retries()).isEqualTo(1);
        assertThat(instance.run().endTime()).isNull();
        assertThat(instance.outcome().errorCode()).isEqualTo("E");
    }

    @Test
    void whatIsGivenBackIsClaimableAtOnceAndCountsNoRetry() {
        Claim claim = running();

        complete(Completion.returned(claim, TOOK));

        assertThat(STORES.instance(claim.id()).run().retries()).isZero();
        Claim next = STORES.claim(OTHER, "default", ECHO, 1).get(0);
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(next.retries()).isZero();
    }

    @Test
    void anOutcomeOfAnotherNodeChangesNothing() {
        InstanceId id = anInstance().runningOn(OTHER).insertInto(STORES);
        Claim foreign = heldBy(NODE, STORES.claimOf(id));

        assertThat(complete(Completion.success(foreign, TOOK, "late"))).isEmpty();

        assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    void anOutcomeOfAnEarlierAttemptChangesNothingThoughTheNodeIsTheSame() {
        Claim first = running();
        STORES.claims().giveBack(NODE, List.of(new Held(first.id(), 1)));
        Claim second = STORES.claim(NODE, "default", ECHO, 1).get(0);

        assertThat(complete(Completion.success(first, TOOK, "late"))).isEmpty();
        assertThat(STORES.statusOf(first.id())).isEqualTo(InstanceStatus.RUNNING);

        assertThat(complete(Completion.success(second, TOOK, "new"))).containsExactly(first.id());
        assertThat(STORES.instance(first.id()).outcome().result()).isEqualTo("new");
    }

    @Test
    void nothingLeavesATerminalStatus() {
        Claim claim = running();
        complete(Completion.success(claim, TOOK, "first"));

        assertThat(complete(Completion.failure(claim, TOOK, "E", "second"))).isEmpty();

        assertThat(STORES.instance(claim.id()).outcome().result()).isEqualTo("first");
    }

    @Test
    void aBatchWritesEachOutcomeAndTellsTheSupersededOnes() {
        List<Completion> batch = new ArrayList<>();
        Set<InstanceId> mine = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Claim claim = running();
            boolean superseded = i % 5 == 0;
            Claim claimed = superseded ? heldBy(OTHER, claim) : claim;
            batch.add(
                    i % 2 == 0
                            ? Completion.failure(claimed, TOOK, "E", null)
                            : Completion.success(claimed, TOOK, "result " + i));
            if (!superseded) {
                mine.add(claim.id());
            }
        }

        assertThat(idsOf(instances.complete(batch))).isEqualTo(mine);

        for (Completion completion : batch) {
            InstanceId id = completion.claim().id();
            TaskInstance instance = STORES.instance(id);
            assertThat(instance.status()).isEqualTo(mine.contains(id) ? completion.status() : InstanceStatus.RUNNING);
            assertThat(instance.outcome().result())
                    .isEqualTo(mine.contains(id) ? completion.outcome().result() : null);
        }
    }

    @Test
    void whatGoesWithABatchIsWrittenOnceThoughTheBatchHadToStartAgain() {
        Claim mine = running();
        Claim superseded = heldBy(OTHER, running());
        List<LogLine> lines = List.of(
                new LogLine(TenantId.DEFAULT, mine.id(), 1, 1, LogLevel.INFO, "with the outcome", STORES.now()));

        Set<Held> accepted = instances.complete(
                List.of(Completion.success(mine, TOOK, null), Completion.success(superseded, TOOK, null)),
                () -> STORES.logs().insert(lines));

        assertThat(accepted).containsExactly(mine.held());
        assertThat(STORES.statusOf(superseded.id())).isEqualTo(InstanceStatus.RUNNING);
        assertThat(STORES.number("SELECT COUNT(*) FROM task_logs WHERE log_message = 'with the outcome'"))
                .isOne();
    }

    @Test
    void withinATransactionWhichARollbackWouldNotUndoABatchIsWrittenAllTheSame() {
        anInstance().maxAttempts(3).insertInto(STORES);
        Claim mine = STORES.claim(NODE, 1).get(0);
        List<Completion> batch = List.of(
                Completion.retry(mine, TOOK, Duration.ofMinutes(1), "E", "m"),
                Completion.success(heldBy(OTHER, running()), TOOK, null));

        Set<Held> accepted = STORES.database().inTransaction(() -> instances.complete(batch));

        assertThat(accepted).containsExactly(mine.held());
        assertThat(instances.pastAttempts(TenantId.DEFAULT, mine.id(), 9))
                .extracting(PastAttempt::attempt)
                .containsExactly(1);
    }

    @Test
    void theSameBatchAgainGetsTheSameAnswer() {
        List<Completion> batch = List.of(
                Completion.success(running(), TOOK, "r"),
                Completion.failure(running(), TOOK, "E", "m"),
                Completion.retry(running(), TOOK, Duration.ofMinutes(1), "E", "m"),
                Completion.returned(running(), TOOK),
                Completion.success(heldBy(OTHER, running()), TOOK, "fenced"));

        Set<Held> first = instances.complete(batch);
        List<TaskInstance> after = read(batch);

        assertThat(first).hasSize(4);
        assertThat(instances.complete(batch)).isEqualTo(first);
        assertThat(read(batch)).isEqualTo(after);
    }

    @Test
    void twoAttemptsOfAnInstanceInOneBatchAreToldApart() {
        InstanceId id = anInstance().maxAttempts(3).insertInto(STORES);
        Claim first = STORES.claim(NODE, 1).get(0);
        STORES.claims().giveBack(NODE, List.of(first.held()));
        Claim second = STORES.claim(NODE, 1).get(0);

        Set<Held> accepted = instances.complete(List.of(
                Completion.failure(first, TOOK, "E", "late"), Completion.retry(second, TOOK, TOOK, "E", "again")));

        assertThat(accepted).containsExactly(second.held());
        assertThat(instances.pastAttempts(TenantId.DEFAULT, id, 9))
                .extracting(PastAttempt::attempt, PastAttempt::outcome)
                .containsExactly(tuple(1, PastAttempt.Outcome.GIVEN_BACK), tuple(2, PastAttempt.Outcome.RETRIED));
        assertThat(STORES.number("SELECT COUNT(*) FROM dead_letters")).isZero();
    }

    @Test
    void writingAnOutcomeAgainLeavesTheChainToItsNextInstance() {
        TaskDefinition chain =
                aDefinition().fixedDelay(Duration.ofMinutes(5)).dueAt(null).insertInto(STORES);
        Completion outcome = Completion.success(runningOf(chain), TOOK, null);
        complete(outcome);
        runningOf(chain);
        STORES.setCursor(chain.id(), null);

        assertThat(complete(outcome)).hasSize(1);

        assertThat(STORES.reread(chain).cursor().nextFireTime()).isNull();
    }

    @Test
    void writingAFailureAgainBringsNoDeadLetterBack() {
        Completion outcome = Completion.failure(running(), TOOK, "E", null);
        complete(outcome);
        STORES.execute("DELETE FROM dead_letters");

        assertThat(complete(outcome)).hasSize(1);

        assertThat(STORES.number("SELECT COUNT(*) FROM dead_letters")).isZero();
    }

    @Test
    void aFailureThatComesAfterTheRescueIsFencedThoughTheRescueAlsoFailedIt() {
        InstanceId id = anInstance().runningOn(NODE).atMostOnce().insertInto(STORES);
        Claim claim = STORES.claimOf(id);
        STORES.upkeep().rescue(NODE, 10);

        assertThat(complete(Completion.failure(claim, TOOK, "E", "late"))).isEmpty();

        assertThat(STORES.instance(id).outcome().errorCode()).isEqualTo("NODE_LOST");
    }

    @Test
    void textsOfEveryKindAreStoredAsTheyAre() {
        Claim claim = running();
        String text = "中文 😀 \u0000 é '\"\\ \r\n\t";

        complete(Completion.success(claim, TOOK, text));

        assertThat(STORES.instance(claim.id()).outcome().result()).isEqualTo(text);
    }

    @Test
    void progressIsWrittenByTheAttemptThatHoldsTheInstanceOnly() {
        Claim claim = running();

        instances.report(List.of(
                new ProgressReport(claim, 40, "half 😀", "{\"rows\":7}"),
                new ProgressReport(running(), 1, null, null)));
        instances.report(List.of(new ProgressReport(heldBy(OTHER, claim), 99, "not mine", null)));

        TaskInstance.Progress progress = STORES.instance(claim.id()).run().progress();
        assertThat(progress.percent()).isEqualTo(40);
        assertThat(progress.message()).isEqualTo("half 😀");
        assertThat(progress.counters()).isEqualTo("{\"rows\":7}");
        assertThat(progress.reportedAt()).isCloseTo(STORES.now(), within(1, ChronoUnit.MINUTES));
    }

    @Nested
    class WhileACancelIsAskedFor {

        @Test
        void aRetryBecomesACancel() {
            Claim claim = runningWithCancel();

            assertThat(complete(Completion.retry(claim, TOOK, Duration.ofSeconds(1), "E", "m")))
                    .containsExactly(claim.id());

            TaskInstance instance = STORES.instance(claim.id());
            assertThat(instance.status()).isEqualTo(InstanceStatus.CANCELLED);
            assertThat(instance.outcome().errorCode()).isEqualTo("CANCELLED");
            assertThat(instance.run().endTime()).isNotNull();
        }

        @Test
        void whatIsGivenBackIsCancelled() {
            Claim claim = runningWithCancel();

            complete(Completion.returned(claim, TOOK));

            assertThat(STORES.statusOf(claim.id())).isEqualTo(InstanceStatus.CANCELLED);
        }

        @Test
        void aSuccessStaysASuccess() {
            Claim claim = runningWithCancel();

            complete(Completion.success(claim, TOOK, "done anyway"));

            assertThat(STORES.statusOf(claim.id())).isEqualTo(InstanceStatus.SUCCESS);
        }

        @Test
        void aReplacedInstanceKeepsThatReason() {
            Claim claim = runningWithCancel();
            STORES.execute("UPDATE task_instances SET error_code = 'REPLACED'");

            complete(Completion.cancelled(claim, TOOK, FailureCode.CANCELLED));

            assertThat(STORES.instance(claim.id()).outcome().errorCode()).isEqualTo("REPLACED");
        }

        @Test
        void aRetryOfAReplacedInstanceKeepsThatReason() {
            Claim claim = runningWithCancel();
            STORES.execute("UPDATE task_instances SET error_code = 'REPLACED'");

            complete(Completion.returned(claim, TOOK));

            assertThat(STORES.instance(claim.id()).outcome().errorCode()).isIn("REPLACED", "CANCELLED");
            assertThat(STORES.statusOf(claim.id())).isEqualTo(InstanceStatus.CANCELLED);
        }

        private Claim runningWithCancel() {
            return STORES.claimOf(anInstance().runningOn(NODE).cancelRequested().insertInto(STORES));
        }
    }

    @Nested
    class Chains {

        private TaskDefinition chain = aDefinition().build();

        @BeforeEach
        void insert() {
            chain = aDefinition().fixedDelay(Duration.ofMinutes(5)).dueAt(null).insertInto(STORES);
        }

        @Test
        void theNextFireCountsFromTheEnd() {
            Claim claim = runningOf(chain);
            Instant before = STORES.now();

            complete(Completion.success(claim, TOOK, null));

            assertThat(cursor())
                    .isBetween(before.plus(Duration.ofMinutes(5)), STORES.now().plus(Duration.ofMinutes(5)));
        }

        @Test
        void aFailureGoesOnToo() {
            complete(Completion.failure(runningOf(chain), TOOK, "E", null));

            assertThat(cursor()).isNotNull();
        }

        @Test
        void aRetryIsNoEnd() {
            complete(Completion.retry(runningOf(chain), TOOK, Duration.ofSeconds(1), "E", null));

            assertThat(cursor()).isNull();
        }

        @Test
        void aSupersededOutcomeIsNoEnd() {
            complete(Completion.success(heldBy(OTHER, runningOf(chain)), TOOK, null));

            assertThat(cursor()).isNull();
        }

        @Test
        void aRunByHandIsNoLinkOfTheChain() {
            Claim byHand = STORES.claimOf(anInstance().of(chain).runningOn(NODE).insertInto(STORES));

            complete(Completion.success(byHand, TOOK, null));

            assertThat(cursor()).isNull();
        }

        @Test
        void theChainAndTheOutcomeAreOneTransaction() {
            Claim claim = runningOf(chain);

            assertThatThrownBy(() -> STORES.database().inTransaction(() -> {
                        complete(Completion.success(claim, TOOK, null));
                        throw new IllegalStateException("crash");
                    }))
                    .hasMessage("crash");

            assertThat(cursor()).isNull();
            assertThat(STORES.statusOf(claim.id())).isEqualTo(InstanceStatus.RUNNING);
        }

        @Test
        void aCursorThatAnEditHasSetIsLeftAlone() {
            Claim claim = runningOf(chain);
            Instant edited = Instant.parse("2030-01-01T00:00:00Z");
            STORES.setCursor(chain.id(), edited);

            complete(Completion.success(claim, TOOK, null));

            assertThat(cursor()).isEqualTo(edited);
        }

        @Test
        void aDisabledChainStandsStill() {
            TaskDefinition disabled = aDefinition()
                    .fixedDelay(Duration.ofMinutes(5))
                    .status(DefinitionStatus.DISABLED)
                    .dueAt(null)
                    .insertInto(STORES);

            complete(Completion.success(runningOf(disabled), TOOK, null));

            assertThat(STORES.reread(disabled).cursor().nextFireTime()).isNull();
        }

        @Test
        void aCancelledRetryOfAChainIsAnEnd() {
            InstanceId id = anInstance()
                    .of(chain)
                    .followed()
                    .runningOn(NODE)
                    .cancelRequested()
                    .insertInto(STORES);

            complete(Completion.retry(STORES.claimOf(id), TOOK, Duration.ofSeconds(1), "E", null));

            assertThat(cursor()).isNotNull();
        }

        private @Nullable Instant cursor() {
            return STORES.reread(chain).cursor().nextFireTime();
        }
    }

    @Nested
    class Turns {

        private TaskDefinition queue = aDefinition().build();

        @BeforeEach
        void insert() {
            queue = aDefinition().overlap(OverlapPolicy.QUEUE).insertInto(STORES);
        }

        @Test
        void theOldestInLineGoesWhenTheOneBeforeHasEnded() {
            Claim claim = runningOf(queue);
            InstanceId next = inLine();
            InstanceId afterNext = inLine();

            complete(Completion.success(claim, TOOK, null));

            assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
            assertThat(STORES.instance(next).runAt()).isBeforeOrEqualTo(STORES.now());
            assertThat(STORES.instance(afterNext).waitsForItsTurn()).isTrue();
        }

        @Test
        void nobodyGoesWhileAnotherIsUnderWay() {
            Claim claim = runningOf(queue);
            anInstance().of(queue).followed().insertInto(STORES);
            InstanceId next = inLine();

            complete(Completion.success(claim, TOOK, null));

            assertThat(STORES.instance(next).waitsForItsTurn()).isTrue();
        }

        @Test
        void aRetryKeepsItsTurn() {
            Claim claim = runningOf(queue);
            InstanceId next = inLine();

            complete(Completion.retry(claim, TOOK, Duration.ofHours(1), "E", null));

            assertThat(STORES.instance(next).waitsForItsTurn()).isTrue();
        }

        @Test
        void aClaimThatIsGivenBackAndCancelledGivesItsTurn() {
            InstanceId id = anInstance()
                    .of(queue)
                    .followed()
                    .runningOn(NODE)
                    .cancelRequested()
                    .insertInto(STORES);
            InstanceId next = inLine();

            STORES.claims().giveBack(NODE, List.of(new Held(id, 1)));

            assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.CANCELLED);
            assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
        }

        /** Its claim was made while the definition let instances run side by side, and knows nothing of a line. */
        @Test
        void anEndIsFollowedThoughItsDefinitionHasBecomeSerialSince() {
            Claim claim = STORES.claimOf(anInstance().of(queue).runningOn(NODE).insertInto(STORES));
            STORES.instances().follow(queue.tenantId(), queue.id());
            InstanceId next = inLine();

            complete(Completion.success(claim, TOOK, null));

            assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
        }

        @Test
        void whoIsInLineGoesThoughItsDefinitionIsSerialNoLonger() {
            Claim claim = runningOf(queue);
            InstanceId next = inLine();
            InstanceId afterNext = inLine();
            STORES.execute("UPDATE task_definitions SET overlap_policy = 'ALLOW'");
            anInstance().of(queue).insertInto(STORES);

            complete(Completion.success(claim, TOOK, null));

            assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
            assertThat(STORES.instance(afterNext).waitsForItsTurn()).isTrue();
        }

        private InstanceId inLine() {
            return anInstance().of(queue).followed().inTurn().insertInto(STORES);
        }
    }

    private Set<InstanceId> complete(Completion completion) {
        return idsOf(instances.complete(List.of(completion)));
    }

    private static Set<InstanceId> idsOf(Set<Held> attempts) {
        return attempts.stream().map(Held::id).collect(Collectors.toSet());
    }

    private static Claim running() {
        return STORES.claimOf(anInstance().maxAttempts(3).runningOn(NODE).insertInto(STORES));
    }

    private static Claim runningOf(TaskDefinition definition) {
        return STORES.claimOf(
                anInstance().of(definition).followed().runningOn(NODE).insertInto(STORES));
    }

    private static Claim heldBy(NodeId node, Claim claim) {
        return new Claim(
                claim.id(),
                claim.tenantId(),
                claim.definitionId(),
                node,
                claim.attempt(),
                claim.retries(),
                claim.route(),
                claim.params(),
                claim.execution(),
                claim.origin(),
                claim.dueAt(),
                claim.startTime(),
                claim.followed(),
                claim.gate(),
                claim.limited());
    }

    private static List<TaskInstance> read(List<Completion> batch) {
        return batch.stream()
                .map(completion -> STORES.instance(completion.claim().id()))
                .toList();
    }
}
