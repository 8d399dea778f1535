package io.taskservice.event;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.webhook.EventType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** As much of an ended instance as an event tells; long texts come cut, a long result not at all. */
record EndedInstance(
        InstanceId id,
        TenantId tenantId,
        @Nullable DefinitionId taskDefinitionId,
        String handler,
        String queue,
        @Nullable String bizKey,
        String status,
        int attempt,
        @Nullable Instant fireTime,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable Duration executionDuration,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String result,
        boolean resultTooLong,
        @Nullable String callbackUrl) {

    EventType type() {
        return switch (status) {
            case "SUCCESS" -> EventType.SUCCEEDED;
            case "FAILED" -> EventType.FAILED;
            case "CANCELLED" -> EventType.CANCELLED;
            default -> throw new IllegalStateException("Not the end of an instance: " + status);
        };
    }
}
