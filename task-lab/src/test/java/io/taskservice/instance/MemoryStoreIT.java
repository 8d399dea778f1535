package io.taskservice.instance;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.database.MemoryDatabase;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.CursorMove;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.gate.Gates;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.FairTurns.Share;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeState;
import io.taskservice.node.Role;
import io.taskservice.queue.Lane;
import io.taskservice.queue.Lanes;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Session;
import io.taskservice.simulation.ThreadTurns;
import io.taskservice.testkit.InstanceBuilder;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The same statements get the same answers from the database in memory as from a real one. */
class MemoryStoreIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final Duration IMPATIENCE = Duration.ofSeconds(1);
    private static final Duration TOOK = Duration.ofMillis(5);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final NodeId NODE = new NodeId("node");
    private static final NodeId OTHER = new NodeId("other");
    private static final Instant DUE = Instant.parse("2026-03-01T00:00:00Z");
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Set<String> ECHO = Set.of("echo");
    private static final Lane LANE = new Lane(TENANT, "default", 100, 0, 0);

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void claimsTakeTheFirstOfALaneAndPassOverWhatOthersHold() {
        same(play -> {
            play.add(anInstance().id(id(1)).priority(5).runAt(DUE.plusSeconds(1)));
            play.add(anInstance().id(id(2)).priority(5).runAt(DUE));
            play.add(anInstance().id(id(3)).priority(1).runAt(DUE.plusSeconds(9)));
            play.add(anInstance().id(id(4)).priority(5).runAt(DUE));
            play.add(anInstance().id(id(5)).handler("unknown").priority(1).runAt(DUE));
            play.add(anInstance().id(id(6)).queue("elsewhere").runAt(DUE));
            play.add(anInstance().id(id(7)).scheduledAt(DUE));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> claimable(play, 2)));
            play.note(b.says(() -> claimable(play, 9)));
            play.note(a.says(() -> play.claims().startAttempts(NODE, DUE, List.of(id(2), id(3)))));
            a.rollback();
            play.note(play.session().says(() -> claimable(play, 9)));
            b.commit();
            play.note(play.session().says(() -> claimable(play, 1)));
        });
    }

    @Test
    void whatIsCommittedIsSeenByTheNextStatementAndNothingElse() {
        same(play -> {
            play.add(anInstance().id(id(1)));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.statusOf(1)));
            play.note(b.says(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED)));
            play.note(a.says(() -> play.statusOf(1)));
            play.note(b.says(() -> play.statusOf(1)));
            b.commit();
            play.note(a.says(() -> play.statusOf(1)));
        });
    }

    @Test
    void aGuardIsJudgedByWhatTheOtherHasCommitted() {
        same(play -> {
            play.add(anInstance().id(id(1)));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED)));
            CompletableFuture<String> start = b.waitsWith(() -> play.claims().startAttempts(NODE, DUE, List.of(id(1))));
            a.commit();
            play.note(Session.answer(start));
        });
    }

    @Test
    void aGuardIsJudgedByWhatWasThereBeforeAnotherRolledBack() {
        same(play -> {
            play.add(anInstance().id(id(1)));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED)));
            CompletableFuture<String> start = b.waitsWith(() -> play.claims().startAttempts(NODE, DUE, List.of(id(1))));
            a.rollback();
            play.note(Session.answer(start));
            b.commit();
        });
    }

    @Test
    void whatDoesNotFitIsLetGoOfAgain() {
        same(play -> {
            play.add(anInstance().id(id(1)));
            play.add(anInstance().id(id(2)));
            Session a = play.session();
            play.note(a.says(() -> play.instances().lockRunning(List.of(id(1), id(2)))));
            play.note(a.says(() -> play.upkeep().promote(List.of(id(1)))));
            Session b = play.session();
            play.note(b.says(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED)));
            play.note(b.says(() -> play.instances().cancelWaiting(TENANT, id(2), FailureCode.CANCELLED)));
        });
    }

    @Test
    void aRowThatIsReadByItsKeyAloneStaysLockedThoughItDoesNotFit() {
        same(play -> {
            play.add(anInstance().id(id(1)));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.instances().lockRunning(List.of(id(1)))));
            CompletableFuture<String> cancel =
                    b.waitsWith(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED));
            a.commit();
            play.note(Session.answer(cancel));
        });
    }

    @Test
    void anOutcomeIsWrittenOfTheAttemptThatRunsOnItsNode() {
        same(play -> {
            play.add(anInstance().id(id(1)));
            play.add(anInstance().id(id(2)));
            List<InstanceId> both = List.of(id(1), id(2));
            play.note(play.claims().startAttempts(NODE, DUE, both));
            play.note(play.claims().giveBack(NODE, new Held(id(2), 1)));
            play.note(play.claims().startAttempts(OTHER, DUE, List.of(id(2))));
            play.note(play.instances().lockRunning(both).stream()
                    .sorted(comparing(Holding::attempt))
                    .toList());
            play.note(play.instances()
                    .complete(List.of(
                            Completion.success(play.claim(2, OTHER, 1), TOOK, "stale attempt"),
                            Completion.success(play.claim(1, OTHER, 1), TOOK, "wrong node"))));
            play.note(play.instances()
                    .complete(List.of(
                            Completion.success(play.claim(1, NODE, 1), TOOK, "right"),
                            Completion.retry(play.claim(2, OTHER, 2), TOOK, TOOK, "E", "again"))));
            play.note(play.attempts().keep(PastAttempt.Outcome.RETRIED, both));
            play.note(play.instances().complete(List.of(Completion.success(play.claim(1, NODE, 1), TOOK, "twice"))));
        });
    }

    @Test
    void aKeyThatAnotherHasTakenIsWaitedForAndThenADuplicate() {
        same(play -> {
            TaskDefinition definition = play.add(aDefinition().name("once").build());
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.insert(fireOf(definition, 1))));
            CompletableFuture<String> second = b.waitsWith(() -> play.insert(fireOf(definition, 2)));
            a.commit();
            play.note(Session.answer(second));
            play.note(b.says(() -> play.insert(anInstance().id(id(3)).requestKey("goes on"))));
            b.commit();
        });
    }

    @Test
    void aKeyThatAnotherGivesUpIsFree() {
        same(play -> {
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.insert(anInstance().id(id(1)).requestKey("k"))));
            CompletableFuture<String> second =
                    b.waitsWith(() -> play.insert(anInstance().id(id(2)).requestKey("k")));
            a.rollback();
            play.note(Session.answer(second));
            b.commit();
            play.note(
                    play.session().says(() -> play.insert(anInstance().id(id(3)).requestKey("k"))));
        });
    }

    @Test
    void aStatementThatMeetsADuplicateAddsNothing() {
        same(play -> {
            play.add(anInstance().id(id(1)).requestKey("k"));
            Session a = play.session();
            play.note(a.says(() -> play.insert(
                    anInstance().id(id(2)).requestKey("new"),
                    anInstance().id(id(3)).requestKey("k"))));
            play.note(a.says(() -> play.insert(anInstance().id(id(4)).requestKey("other"))));
            a.commit();
        });
    }

    @Test
    void whoWaitsTooLongIsToldAndMayGoOn() {
        same(IMPATIENCE, play -> {
            play.add(anInstance().id(id(1)));
            play.add(anInstance().id(id(2)));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED)));
            play.note(b.says(() -> play.instances().cancelWaiting(TENANT, id(2), FailureCode.CANCELLED)));
            play.note(Session.answer(
                    b.begin(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED))));
            play.note(b.says(() -> play.statusOf(2)));
            b.rollback();
            a.commit();
        });
    }

    @Test
    void ofTwoThatWaitForEachOtherOneGivesWay() {
        same(play -> {
            play.add(anInstance().id(id(1)));
            play.add(anInstance().id(id(2)));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED)));
            play.note(b.says(() -> play.instances().cancelWaiting(TENANT, id(2), FailureCode.CANCELLED)));
            CompletableFuture<String> first =
                    a.waitsWith(() -> play.instances().cancelWaiting(TENANT, id(2), FailureCode.CANCELLED));
            CompletableFuture<String> second =
                    b.begin(() -> play.instances().cancelWaiting(TENANT, id(1), FailureCode.CANCELLED));
            play.note(Stream.of(Session.answer(first), Session.answer(second))
                    .sorted()
                    .toList());
            a.rollback();
            b.rollback();
        });
    }

    @Test
    void aRescueFreesWhatItsNodeHoldsAndNobodyElseHasLocked() {
        same(play -> {
            IntStream.rangeClosed(1, 4).forEach(i -> play.add(anInstance().id(id(i))));
            play.claims().startAttempts(NODE, DUE, List.of(id(1), id(2), id(3)));
            play.claims().startAttempts(OTHER, DUE, List.of(id(4)));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.instances().lockRunning(List.of(id(2)))));
            play.note(b.says(() -> play.upkeep().lockHeldBy(NODE, 9).stream()
                    .map(InstanceRow::id)
                    .toList()));
            play.note(b.says(() -> play.upkeep().countHeldBy(NODE)));
            play.note(b.says(
                    () -> play.upkeep().free(NODE, List.of(id(1), id(3), id(4)), InstanceStatus.PENDING, null, null)));
            play.note(b.says(() -> play.upkeep().countHeldBy(NODE)));
            b.commit();
            play.note(play.upkeep().free(OTHER, List.of(id(4)), InstanceStatus.FAILED, FailureCode.NODE_LOST, "lost"));
            play.note(play.upkeep().goneHolders());
        });
    }

    @Test
    void promotionTakesWhatIsDueInOrder() {
        same(play -> {
            play.add(anInstance().id(id(1)).scheduledAt(DUE.plusSeconds(2)));
            play.add(anInstance().id(id(2)).scheduledAt(DUE));
            play.add(anInstance().id(id(3)).scheduledAt(DUE.plusSeconds(9)));
            play.add(anInstance().id(id(4)).scheduledAt(DUE));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.upkeep().lockPromotable(DUE.plusSeconds(5), 2)));
            play.note(b.says(() -> play.upkeep().lockPromotable(DUE.plusSeconds(5), 2)));
            play.note(a.says(() -> play.upkeep().promote(List.of(id(2), id(4)))));
            a.commit();
            b.commit();
        });
    }

    @Test
    void theDueAreLockedInOrderAndTheirCursorsMoveFromWhereTheyWere() {
        same(play -> {
            TaskDefinition late =
                    play.add(aDefinition().name("1").dueAt(DUE.plusSeconds(1)).build());
            TaskDefinition early = play.add(aDefinition().name("2").dueAt(DUE).build());
            play.add(aDefinition().name("3").dueAt(DUE.plusSeconds(99)).build());
            play.add(aDefinition().name("4").dueAt(null).build());
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> due(play, 1)));
            play.note(b.says(() -> due(play, 9)));
            Instant next = DUE.plusSeconds(60);
            play.note(a.says(() ->
                    play.definitions().moveCursors(List.of(new CursorMove(early.id(), DUE.plusSeconds(7), 0, next)))));
            play.note(a.says(() -> play.definitions().moveCursors(List.of(new CursorMove(early.id(), DUE, 7, next)))));
            play.note(a.says(() -> play.definitions()
                    .moveCursors(List.of(
                            new CursorMove(early.id(), DUE, 0, next),
                            new CursorMove(new DefinitionId("none"), DUE, 0, next)))));
            CompletableFuture<String> waiting = a.waitsWith(() ->
                    play.definitions().moveCursors(List.of(new CursorMove(late.id(), DUE.plusSeconds(1), 0, null))));
            b.commit();
            play.note(Session.answer(waiting));
            a.commit();
            play.note(play.session().says(() -> due(play, 9)));
        });
    }

    @Test
    void aChainIsTakenOnOnceItsDefinitionIsFree() {
        same(play -> {
            TaskDefinition chain = play.add(aDefinition()
                    .name("chain")
                    .fixedDelay(Duration.ofMinutes(1))
                    .dueAt(null)
                    .build());
            play.add(fireOf(chain, 1));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(
                    () -> play.definitions().lockFollowing(List.of(id(1))).size()));
            CompletableFuture<String> second = b.waitsWith(
                    () -> play.definitions().lockFollowing(List.of(id(1))).size());
            play.note(a.says(() -> play.definitions().continueChain(chain.id(), DUE)));
            a.commit();
            play.note(Session.answer(second));
            play.note(b.says(() -> play.definitions().continueChain(chain.id(), DUE.plusSeconds(1))));
            b.commit();
        });
    }

    @Test
    void aGateIsHeldUntilItsSlotsAreTaken() {
        same(play -> {
            play.add(anInstance().id(id(1)).concurrency("k", 1));
            play.add(anInstance().id(id(2)).concurrency("k", 1));
            Session a = play.session();
            Session b = play.session();
            play.note(a.says(() -> play.admit(1)));
            CompletableFuture<String> second = b.waitsWith(() -> play.admit(2));
            a.commit();
            play.note(Session.answer(second));
            b.commit();
            play.note(play.statusOf(2));
            Session c = play.session();
            play.note(c.says(() -> new Gates(play.database).leave(List.of(play.claim(1, NODE, 1)))));
            c.commit();
            play.note(play.statusOf(2));
        });
    }

    @Test
    void aLeaseThatIsOverIsNotRenewed() {
        same(play -> {
            NodeRepository nodes = new NodeRepository(play.database);
            Node.Profile profile = new Node.Profile(Set.of(Role.EXECUTOR), "here", "test", 1, ECHO, Set.of("default"));
            nodes.join(NODE, "boot", profile, LEASE);
            nodes.join(OTHER, "boot", profile, Duration.ZERO);
            play.note(nodes.renew(NODE, LEASE, Node.Load.NONE, NodeState.ALIVE));
            play.note(nodes.renew(OTHER, LEASE, Node.Load.NONE, NodeState.ALIVE));
            play.note(nodes.declareDead());
            play.note(nodes.declareDead());
            play.note(nodes.dead().stream().map(Node::id).toList());
            nodes.bury(NODE);
            nodes.bury(OTHER);
            play.note(nodes.dead().size());
            play.note(nodes.renew(OTHER, LEASE, Node.Load.NONE, NodeState.ALIVE));
            play.note(nodes.renew(NODE, LEASE, Node.Load.NONE, NodeState.ALIVE));
        });
    }

    @Test
    void aLaneIsReadyOnceWhatIsInItIsCommitted() {
        same(play -> {
            Lanes lanes = new Lanes(play.database);
            Session a = play.session();
            play.note(a.says(() -> {
                new TaskInstanceRepository(play.database, play.definitions(), STORES.outbox())
                        .insert(List.of(anInstance().id(id(1)).toNewInstance()));
                return lanes.ready(List.of("default")).size();
            }));
            play.note(lanes.ready(List.of("default")).size());
            a.commit();
            play.note(lanes.ready(List.of("default")));
            play.note(lanes.ready(List.of("elsewhere")));
        });
    }

    private static List<InstanceId> claimable(Play play, int slots) {
        return play.claims().lockClaimable(List.of(new Share(LANE, slots)), ECHO).stream()
                .map(Claimable::id)
                .toList();
    }

    private static List<String> due(Play play, int limit) {
        return play.definitions().lockDue(DUE.plusSeconds(5), DUE.plusSeconds(5), Set.of(), Set.of(), limit).stream()
                .map(TaskDefinition::name)
                .toList();
    }

    private static InstanceBuilder fireOf(TaskDefinition definition, int number) {
        return anInstance().of(definition).id(id(number)).fireTime(DUE);
    }

    private static InstanceId id(int number) {
        return new InstanceId("00000000-0000-7000-8000-%012d".formatted(number));
    }

    /** Plays a script on both, and compares what was said and what is left. */
    private static void same(Consumer<Play> script) {
        same(PATIENCE, script);
    }

    /** With another longest wait for a row. */
    private static void same(Duration lockWait, Consumer<Play> script) {
        STORES.empty();
        Play real = new Play(
                STORES.database(),
                () -> STORES.execute("SET SESSION innodb_lock_wait_timeout = " + lockWait.toSeconds()));
        real.run(script);
        real.note(rows(STORES.rows("SELECT " + Play.LEFT + " FROM task_instances ORDER BY id")));
        MemoryStore store = new MemoryStore(new ThreadTurns(lockWait));
        IntStream.range(0, 64).forEach(bucket -> store.plant("gate_locks", Row.of("bucket", bucket)));
        Play memory = new Play(MemoryDatabase.open(store), () -> 0);
        memory.run(script);
        memory.note(rows(store.table("task_instances").committed().stream()
                .map(Row::values)
                .toList()));

        assertThat(memory.said).isEqualTo(real.said);
    }

    private static String rows(Collection<? extends Map<String, ?>> rows) {
        return rows.stream()
                .map(row -> Stream.of(Play.LEFT.split(", "))
                        .map(column -> String.valueOf(row.get(column)))
                        .collect(joining(" ")))
                .collect(joining("\n"));
    }

    /** A script on one of the two. */
    private static final class Play {

        static final String LEFT =
                "id, status, attempt, retry_count, crash_count, execution_node, result, error_code, error_message";

        private final TaskDatabase database;
        private final Supplier<?> beforeAll;
        private final List<String> said = new ArrayList<>();
        private final List<Session> sessions = new ArrayList<>();

        Play(TaskDatabase database, Supplier<?> beforeAll) {
            this.database = database;
            this.beforeAll = beforeAll;
        }

        void run(Consumer<Play> script) {
            try {
                script.accept(this);
            } finally {
                sessions.forEach(Session::close);
            }
        }

        void note(Object what) {
            said.add(String.valueOf(what));
        }

        Session session() {
            Session session = new Session(database, "session " + (sessions.size() + 1));
            sessions.add(session);
            session.says(beforeAll);
            return session;
        }

        ClaimMapper claims() {
            return database.mapper(ClaimMapper.class);
        }

        TaskInstanceMapper instances() {
            return database.mapper(TaskInstanceMapper.class);
        }

        InstanceUpkeepMapper upkeep() {
            return database.mapper(InstanceUpkeepMapper.class);
        }

        AttemptMapper attempts() {
            return database.mapper(AttemptMapper.class);
        }

        TaskDefinitionRepository definitions() {
            return new TaskDefinitionRepository(database);
        }

        TaskDefinition add(TaskDefinition definition) {
            definitions().insert(definition);
            return definition;
        }

        void add(InstanceBuilder instance) {
            insert(instance);
        }

        /** In a transaction: rows that an BatchedInsert adds outside of one are each on their own. */
        int insert(InstanceBuilder... added) {
            return database.inTransaction(() -> {
                database.mapper(NewInstanceMapper.class)
                        .insertAll(Stream.of(added)
                                .map(InstanceBuilder::toNewInstance)
                                .toList());
                return added.length;
            });
        }

        InstanceStatus statusOf(int number) {
            return row(number).status();
        }

        Set<InstanceId> admit(int number) {
            return new Gates(database)
                    .admit(Stream.of(row(number))
                            .flatMap(row -> MemoryClaimMapper.toClaimable(row).slot().stream())
                            .toList());
        }

        /** As if that node had claimed it. */
        Claim claim(int number, NodeId node, int attempt) {
            Claim next = MemoryClaimMapper.toClaimable(row(number)).claimedBy(node, DUE, false);
            return new Claim(
                    next.id(),
                    next.tenantId(),
                    next.definitionId(),
                    node,
                    attempt,
                    next.retries(),
                    next.route(),
                    next.params(),
                    next.execution(),
                    next.origin(),
                    next.dueAt(),
                    next.startTime(),
                    next.followed(),
                    next.gate(),
                    next.limited());
        }

        private InstanceRow row(int number) {
            return Objects.requireNonNull(instances().find(TENANT, id(number)));
        }
    }
}
