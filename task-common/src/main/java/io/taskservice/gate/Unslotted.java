package io.taskservice.gate;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Concurrency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An instance that runs, or is parked, and has no row that says so: columns of {@code task_instances}. */
record Unslotted(
        InstanceId id,
        TenantId tenantId,
        @Nullable DefinitionId taskDefinitionId,
        @Nullable String concurrencyKey,
        @Nullable Integer concurrencyLimit,
        int priority,
        Instant runAt) {

    /** Its gate; null: it should not be parked at all. */
    @Nullable
    Gate gate() {
        return concurrencyLimit == null
                ? null
                : Gate.of(tenantId, taskDefinitionId, new Concurrency(concurrencyKey, concurrencyLimit));
    }
}
