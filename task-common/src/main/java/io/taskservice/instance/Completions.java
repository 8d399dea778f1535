package io.taskservice.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes the outcomes of attempts that are still their node's, and knows which of them stand. */
final class Completions {

    private final TaskDatabase database;
    private final TaskInstanceMapper mapper;
    private final Endings endings;

    Completions(TaskDatabase database, Endings endings) {
        this.database = database;
        this.mapper = database.mapper(TaskInstanceMapper.class);
        this.endings = endings;
    }

    /** Writes outcomes in a transaction; returns the instances whose outcome stands. */
    Set<InstanceId> write(List<Completion> completions) {
        return database.inTransaction(() -> {
            Set<InstanceId> accepted = mapper.complete(completions) == completions.size()
                    ? idsOf(completions, completion -> true)
                    : acceptedOf(completions);
            // All at once: two batches that took them one by one would wait for each other.
            endings.gates().hold(completions.stream().map(Completion::claim).toList());
            List<Completion> standing = completions.stream()
                    .filter(completion -> accepted.contains(completion.claim().id()))
                    .toList();
            endings.ended(ended(standing));
            repeat(standing.stream().filter(one -> !one.isTerminal()).toList());
            return accepted;
        });
    }

    /** A claim knows whether it was followed then; its definition may have become serial since. */
    private List<Ended> ended(List<Completion> standing) {
        List<Completion> terminal =
                standing.stream().filter(Completion::isTerminal).toList();
        Set<InstanceId> ask = idsOf(
                terminal,
                one -> one.claim().definitionId() != null && !one.claim().followed());
        Set<InstanceId> since = ask.isEmpty() ? Set.of() : mapper.findFollowed(ask);
        return terminal.stream()
                .map(Ended::by)
                .map(one -> since.contains(one.id()) ? one.asFollowed() : one)
                .toList();
    }

    private void repeat(List<Completion> repeated) {
        repeated.stream()
                .collect(groupingBy(Completion::pastOutcome, mapping(Completion::claim, toList())))
                .forEach(endings::repeated);
    }

    private Set<InstanceId> acceptedOf(List<Completion> completions) {
        Map<InstanceId, InstanceRow> rows = mapper.findAll(idsOf(completions, completion -> true)).stream()
                .collect(toMap(InstanceRow::id, row -> row));
        return idsOf(
                completions,
                completion -> stands(completion, rows.get(completion.claim().id())));
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

    private static Set<InstanceId> idsOf(List<Completion> completions, Predicate<Completion> which) {
        return completions.stream().filter(which).map(c -> c.claim().id()).collect(toCollection(HashSet::new));
    }
}
