package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.InstanceId;
import io.taskservice.schedule.ScheduleType;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What a definition does when an instance of it ends: a FIXED_DELAY sets its next fire, a serial one lets the next in
 * line go. It belongs to the transaction that ends the instance, so a crash leaves neither half.
 *
 * <p>The definition is locked first. A fire that found the ended instance still active has put its own in line before
 * that lock is granted here, or will find it ended: nobody is left waiting for a turn that never comes.
 */
final class Following {

    private final TaskDatabase database;
    private final TaskDefinitionRepository definitions;
    private final InstanceUpkeepMapper upkeep;

    Following(TaskDatabase database, TaskDefinitionRepository definitions, InstanceUpkeepMapper upkeep) {
        this.database = database;
        this.definitions = definitions;
        this.upkeep = upkeep;
    }

    /** Acts on instances that have ended in this transaction. */
    void ended(Collection<InstanceId> instances) {
        if (instances.isEmpty()) {
            return;
        }
        Instant now = database.now();
        for (TaskDefinition definition : definitions.lockFollowing(instances)) {
            if (definition.schedule().type() == ScheduleType.FIXED_DELAY) {
                continueChain(definition, now);
            }
            if (definition.firing().overlap().isSerial()) {
                giveTurn(definition);
            } else {
                giveNext(definition);
            }
        }
    }

    private void continueChain(TaskDefinition definition, Instant end) {
        Instant next = definition.schedule().timetable().nextAfter(end);
        if (next != null && definition.status() != DefinitionStatus.DISABLED) {
            definitions.continueChain(definition.id(), next);
        }
    }

    /** Lets the next in line go if no instance of the definition, which is locked, is under way; returns it. */
    Optional<InstanceId> giveTurn(TaskDefinition definition) {
        if (upkeep.countUnderWay(definition.tenantId(), definition.id()) > 0) {
            return Optional.empty();
        }
        return giveNext(definition);
    }

    /** The definition may be serial no longer; who was put in line before that goes as those before it end. */
    private Optional<InstanceId> giveNext(TaskDefinition definition) {
        return Optional.ofNullable(upkeep.lockNextInTurn(definition.tenantId(), definition.id()))
                .filter(next -> upkeep.giveTurn(next) == 1);
    }
}
