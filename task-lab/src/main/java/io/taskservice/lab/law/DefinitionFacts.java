package io.taskservice.lab.law;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a row of {@code task_definitions} that say when it is due; meanings are the table's comments. */
record DefinitionFacts(
        String id,
        String tenantId,
        ScheduleType scheduleType,
        @Nullable String cronExpression,
        @Nullable Long intervalMs,
        @Nullable Instant runAt,
        Instant anchorAt,
        String timeZone,
        DstGapPolicy dstGapPolicy,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        DefinitionStatus status,
        @Nullable Instant nextFireTime,
        Instant createdAt,
        Instant updatedAt) {

    /** Its due times can be told from the row as it is now only after its last edit. */
    Instant knownSince() {
        return createdAt.isAfter(updatedAt) ? createdAt : updatedAt;
    }
}
