package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.work.Delivery;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An instance as the API shows it; meanings are in the OpenAPI document and docs/lifecycle.md. */
@Schema(name = "Instance")
public record InstanceView(
        String id,

        @Nullable @Schema(description = "Null: submitted without a definition")
        String definitionId,

        String handler,
        String queue,
        int priority,
        @Nullable String executionParams,
        InstanceStatus status,

        @Nullable @Schema(description = "The due time it stands for; null: run by hand")
        Instant fireTime,

        @Nullable @Schema(description = "Not started before; null: waits for its turn")
        Instant runAt,

        @Schema(description = "Waits for an earlier instance of its definition")
        boolean waitsForTurn,

        @Nullable String executionNode,
        @Nullable Instant startTime,
        @Nullable Instant endTime,

        @Nullable @Schema(description = "Of the last attempt, in milliseconds")
        Long executionDuration,

        int attempt,
        int retryCount,
        int crashCount,
        int maxAttempts,
        @Nullable Long timeoutMs,
        Delivery delivery,
        boolean cancelRequested,
        @Nullable Integer progress,
        @Nullable String progressMessage,
        @Nullable String result,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String bizKey,

        @Nullable @Schema(description = "The instance a person asked to retry")
        String retryOf,

        @Nullable String traceId,
        Instant createdAt) {

    /** The view of an instance. */
    public static InstanceView of(TaskInstance i) {
        TaskInstance.Run run = i.run();
        DefinitionId definition = i.definitionId();
        NodeId node = run.node();
        InstanceId retryOf = i.origin().retryOf();
        return new InstanceView(
                i.id().value(),
                definition == null ? null : definition.value(),
                i.route().handler(),
                i.route().queue(),
                i.route().priority(),
                i.params(),
                i.status(),
                i.origin().fireTime(),
                i.waitsForItsTurn() ? null : i.runAt(),
                i.waitsForItsTurn(),
                node == null ? null : node.value(),
                run.startTime(),
                run.endTime(),
                millis(run.duration()),
                run.attempt(),
                run.retries(),
                run.crashes(),
                i.execution().retries().maxAttempts(),
                millis(i.execution().timeout()),
                i.execution().delivery(),
                run.cancelRequested(),
                run.progress().percent(),
                run.progress().message(),
                i.outcome().result(),
                i.outcome().errorCode(),
                i.outcome().errorMessage(),
                i.origin().bizKey(),
                retryOf == null ? null : retryOf.value(),
                i.origin().traceId(),
                i.createdAt());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
