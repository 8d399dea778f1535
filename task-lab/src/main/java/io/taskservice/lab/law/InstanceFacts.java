package io.taskservice.lab.law;

import io.taskservice.instance.InstanceStatus;
import io.taskservice.work.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a row of {@code task_instances} that laws speak of; meanings are the table's comments. */
record InstanceFacts(
        String id,
        String tenantId,
        @Nullable String definitionId,
        String handler,
        String queue,
        InstanceStatus status,
        Instant runAt,
        int attempt,
        int retryCount,
        int crashCount,
        int maxAttempts,
        Delivery delivery,
        @Nullable String node,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable String errorCode,
        @Nullable String resultStart,
        @Nullable String concurrencyKey,
        @Nullable Integer concurrencyLimit) {

    boolean isTerminal() {
        return status.isTerminal();
    }

    /** What it is limited with; null: nothing. */
    @Nullable
    String gate() {
        if (concurrencyLimit == null) {
            return null;
        }
        if (concurrencyKey != null) {
            return "k:" + concurrencyKey;
        }
        return definitionId == null ? null : "d:" + definitionId;
    }
}
