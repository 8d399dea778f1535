package io.taskservice.instance;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the outcomes of attempts that are still their node's, and knows which of them stand. */
final class Completions {

    private static final Logger log = LoggerFactory.getLogger(Completions.class);

    private final TaskDatabase database;
    private final TaskInstanceMapper mapper;
    private final Endings endings;

    Completions(TaskDatabase database, Endings endings) {
        this.database = database;
        this.mapper = database.mapper(TaskInstanceMapper.class);
        this.endings = endings;
    }

    /**
     * Writes outcomes in a transaction, {@code before} within it before them; returns the attempts whose outcome stands.
     *
     * <p>Nearly always all of them are written, and that is tried first. If not, the transaction is rolled back and starts
     * again, {@code before} with it, and holds the rows before it writes. What follows an outcome follows those that are
     * written now: what was written before, by a commit whose answer was lost, has had it, and of what was superseded
     * nothing may follow. Which is which is known only while the rows are held. Within a transaction under way, which a
     * rollback here would not undo, they are held from the start.
     */
    Set<Held> write(List<Completion> completions, Runnable before) {
        List<Completion> inOrder = completions.stream()
                .sorted(comparing(completion -> completion.claim().id().value()))
                .toList();
        if (!database.isInTransaction()) {
            try {
                return database.inTransaction(() -> writeAll(inOrder, before));
            } catch (SomeNotWrittenException e) {
                log.debug("A batch of outcomes is written again, with its rows held", e);
            }
        }
        return database.inTransaction(() -> writeThoseThatRun(inOrder, before));
    }

    private Set<Held> writeAll(List<Completion> completions, Runnable before) {
        before.run();
        writeNow(completions);
        return heldBy(completions.stream());
    }

    private Set<Held> writeThoseThatRun(List<Completion> completions, Runnable before) {
        before.run();
        Map<Held, Holding> running =
                mapper.lockRunning(idsOf(completions)).stream().collect(toMap(Holding::held, holding -> holding));
        Map<Boolean, List<Completion>> byRunning = completions.stream()
                .collect(partitioningBy(completion ->
                        isHeld(completion, running.get(completion.claim().held()))));
        List<Completion> mine = byRunning.getOrDefault(true, List.of());
        writeNow(mine);
        return heldBy(Stream.concat(mine.stream(), standing(byRunning.getOrDefault(false, List.of()))));
    }

    private static Set<Held> heldBy(Stream<Completion> completions) {
        return completions.map(completion -> completion.claim().held()).collect(toSet());
    }

    private static boolean isHeld(Completion completion, @Nullable Holding holding) {
        return holding != null && holding.node().equals(completion.claim().node());
    }

    private void writeNow(List<Completion> mine) {
        if (mine.isEmpty()) {
            return;
        }
        int written = mapper.complete(mine);
        if (written != mine.size()) {
            throw new SomeNotWrittenException(written, mine.size());
        }
        // All at once: two batches that took them one by one would wait for each other.
        endings.gates().hold(mine.stream().map(Completion::claim).toList());
        endings.ended(ended(
                mine.stream().filter(Completion::isTerminal).map(Ended::by).toList()));
        repeat(mine.stream().filter(one -> !one.isTerminal()).toList());
    }

    /** A claim knows whether it was followed then; its definition may have become serial since. */
    private List<Ended> ended(List<Ended> asClaimed) {
        List<InstanceId> unsure = asClaimed.stream()
                .filter(ended -> ended.isOfDefinition() && !ended.followed())
                .map(Ended::id)
                .toList();
        Set<InstanceId> followed = unsure.isEmpty() ? Set.of() : mapper.findFollowed(unsure);
        return asClaimed.stream()
                .map(ended -> followed.contains(ended.id()) ? ended.asFollowed() : ended)
                .toList();
    }

    private void repeat(List<Completion> repeated) {
        repeated.stream()
                .collect(groupingBy(
                        Completion::pastOutcome,
                        () -> new EnumMap<>(PastAttempt.Outcome.class),
                        mapping(Completion::claim, toList())))
                .forEach(endings::repeated);
    }

    /** Those that were written before, to an answer that never came. */
    private Stream<Completion> standing(List<Completion> completions) {
        if (completions.isEmpty()) {
            return Stream.empty();
        }
        Map<InstanceId, InstanceRow> rows =
                mapper.findAll(idsOf(completions)).stream().collect(toMap(InstanceRow::id, row -> row));
        return completions.stream()
                .filter(completion ->
                        stands(completion, rows.get(completion.claim().id())));
    }

    private static boolean stands(Completion completion, @Nullable InstanceRow row) {
        Claim claim = completion.claim();
        return row != null
                && row.status() == completion.status()
                && Objects.equals(row.errorCode(), codeOf(completion, row))
                && row.attempt() == claim.attempt()
                && claim.node().equals(row.executionNode());
    }

    /** The code tells a failure that was written from one that the rescue wrote; a cancel keeps its first reason. */
    private static @Nullable String codeOf(Completion completion, InstanceRow row) {
        boolean keepsFirst =
                completion.status() == InstanceStatus.CANCELLED || (!completion.isTerminal() && row.cancelRequested());
        return keepsFirst ? row.errorCode() : completion.outcome().errorCode();
    }

    private static Set<InstanceId> idsOf(List<Completion> completions) {
        return completions.stream().map(completion -> completion.claim().id()).collect(toSet());
    }

    /** Rolls back a batch of which some were not the node's any more, or were written before. */
    private static final class SomeNotWrittenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private SomeNotWrittenException(int written, int all) {
            super("Wrote " + written + " of " + all + " outcomes");
        }
    }
}
