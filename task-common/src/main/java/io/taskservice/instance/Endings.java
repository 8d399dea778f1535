package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.deadletter.DeadLetter;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.gate.Gate;
import io.taskservice.gate.Gates;
import io.taskservice.identity.InstanceId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    Endings(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        this.outbox = outbox;
        this.database = database;
        this.following = new Following(database, definitions, database.mapper(InstanceUpkeepMapper.class));
        this.gates = new Gates(database);
        this.deadLetters = new DeadLetters(database);
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
        outbox.ended(ended.stream().map(Ended::id).toList());
        Map<InstanceId, Gate> gated = new HashMap<>();
        for (Ended one : ended) {
            if (one.gate() != null) {
                gated.put(one.id(), one.gate());
            }
        }
        gates.leave(gated);
    }

    /** Attempts have ended, their instances have not; {@code gated}: those of them that have a gate. */
    void repeated(PastAttempt.Outcome outcome, Collection<InstanceId> again, Map<InstanceId, Gate> gated) {
        if (!again.isEmpty()) {
            attempts.keep(outcome, again);
            gates.leave(gated);
        }
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
