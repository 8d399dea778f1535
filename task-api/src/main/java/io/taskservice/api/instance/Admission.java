package io.taskservice.api.instance;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.TaskInstanceRepository;
import java.time.Instant;
import java.util.List;

/** Applies a definition's overlap policy to an instance that a person asks for. */
public final class Admission {

    private final TaskInstanceRepository instances;
    private final InstanceUpkeep upkeep;

    Admission(TaskInstanceRepository instances, InstanceUpkeep upkeep) {
        this.instances = instances;
        this.upkeep = upkeep;
    }

    /** When it may start; refused by FORBID. The caller holds the lock of the definition, so no fire comes between. */
    public Start admit(TaskDefinition definition, Instant now) {
        return switch (definition.firing().overlap()) {
            case ALLOW -> Start.now(now);
            case FORBID -> requireIdle(definition, now);
            case QUEUE -> inTurn(definition, now);
            case REPLACE -> {
                instances.replaceActive(definition.tenantId(), definition.id());
                yield inTurn(definition, now);
            }
        };
    }

    /** How many instances of a definition have not ended. */
    public int countActive(TaskDefinition definition) {
        return upkeep.countActive(List.of(definition.id())).getOrDefault(definition.id(), 0);
    }

    private Start requireIdle(TaskDefinition definition, Instant now) {
        int active = countActive(definition);
        if (active > 0) {
            throw new ApiException(
                    ErrorCode.HAS_ACTIVE_INSTANCES,
                    "An instance of this definition is active and its overlapPolicy is FORBID; wait, or cancel it");
        }
        return Start.now(now);
    }

    private Start inTurn(TaskDefinition definition, Instant now) {
        return countActive(definition) > 0 ? Start.inTurn() : Start.now(now);
    }
}
