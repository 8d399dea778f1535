package io.taskservice.queue;

import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code queues}, column for column; meanings are the table's comments. */
record QueueRow(
        TenantId tenantId,
        String name,
        @Nullable String description,
        Instant createdAt,
        boolean paused,
        @Nullable String pauseReason,
        @Nullable Instant pausedAt,
        @Nullable Integer maxRunning,
        @Nullable Integer rateLimit,
        @Nullable Duration ratePeriodMs,
        @Nullable Integer rateBurst,
        double tokens,
        @Nullable Instant refilledAt,
        @Nullable Instant updatedAt) {

    TaskQueue toQueue() {
        return new TaskQueue(
                tenantId,
                name,
                description,
                new QueueLimits(maxRunning, rate()),
                paused ? new Pause(pauseReason, Objects.requireNonNullElse(pausedAt, createdAt)) : null,
                createdAt,
                Objects.requireNonNullElse(updatedAt, createdAt));
    }

    @Nullable
    RateLimit rate() {
        return rateLimit == null || ratePeriodMs == null
                ? null
                : new RateLimit(rateLimit, ratePeriodMs, Objects.requireNonNullElse(rateBurst, rateLimit));
    }
}
