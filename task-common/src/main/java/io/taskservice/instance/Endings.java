package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.deadletter.DeadLetter;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.gate.Gated;
import io.taskservice.gate.Gates;
import io.taskservice.identity.InstanceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What else belongs to the transaction in which instances end, or attempts that are followed by another: the one place
 * that knows all of it, whoever moves the instances.
 */
final class Endings {

    private final TaskDatabase database;
    private final Following following;
    private final Gates gates;
    private final DeadLetters deadLetters;
    private final AttemptMapper attempts;
    private final Outbox outbox;
    private final TaskInstanceMapper instances;

    Endings(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        this.outbox = outbox;
        this.database = database;
        this.following = new Following(database, definitions, database.mapper(InstanceUpkeepMapper.class));
        this.gates = new Gates(database);
        this.deadLetters = new DeadLetters(database);
        this.instances = database.mapper(TaskInstanceMapper.class);
        this.attempts = database.mapper(AttemptMapper.class);
    }

    Following following() {
        return following;
    }

    Gates gates() {
        return gates;
    }

    /** Instances have ended. */
    void ended(Collection<Ended> ended) {
        following.ended(ended.stream().filter(Ended::followed).map(Ended::id).toList());
        endedInFavour(ended);
    }

    /** Instances have ended in favour of another of their definition, which takes their turn itself. */
    void endedInFavour(Collection<Ended> ended) {
        List<Ended> failed = ended.stream()
                .filter(one -> one.status() == InstanceStatus.FAILED)
                .toList();
        if (!failed.isEmpty()) {
            Instant now = database.now();
            deadLetters.add(failed.stream().map(one -> letter(one, now)).toList());
        }
        outbox.ended(ended.stream().map(Ended::toEnding).toList());
        gates.leave(ended);
    }

    /**
     * Attempts have ended, their instances wait again. A cancel that came while such an attempt ran holds, though the
     * attempt ended as one to be repeated.
     */
    void repeated(PastAttempt.Outcome outcome, Collection<? extends Gated> again) {
        if (again.isEmpty()) {
            return;
        }
        List<InstanceId> ids = again.stream().map(Gated::id).toList();
        attempts.keep(outcome, ids);
        gates.leave(again);
        if (instances.cancelRequested(ids) > 0) {
            ended(cancelledOf(ids));
        }
    }

    /** Holds the gates of those of these that are parked: what has to happen before their rows are locked. */
    void holdGatesOfParked(Collection<InstanceRow> seen) {
        gates.hold(seen.stream().filter(InstanceRow::isParked).toList());
    }

    /** Those of these instances that are CANCELLED. */
    List<Ended> cancelledOf(Collection<InstanceId> ids) {
        return rows(ids).stream()
                .filter(row -> row.status() == InstanceStatus.CANCELLED)
                .map(Ended::as)
                .toList();
    }

    /** Instances as they are now. */
    List<InstanceRow> rows(Collection<InstanceId> ids) {
        return ids.isEmpty() ? List.of() : instances.findAll(ids);
    }

    private static DeadLetter letter(Ended ended, Instant now) {
        return DeadLetter.of(
                ended.id(),
                ended.tenantId(),
                ended.route().handler(),
                ended.route().queue(),
                ended.failureCode(),
                ended.errorMessage(),
                now);
    }
}
