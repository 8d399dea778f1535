package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Delivery;
import io.taskservice.work.Retries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

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

        @Nullable @Schema(description = "Not started before; null: waits for its turn or for a slot")
        Instant runAt,

        @Schema(description = "Waits for an earlier instance of its definition")
        boolean waitsForTurn,

        @Schema(description = "Waits because as many with its concurrencyKey, or of its definition, run as may")
        boolean waitsForSlot,

        @Nullable @Schema(description = "If it has not started by then, it is FAILED with EXPIRED")
        Instant expiresAt,

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
        @Nullable Long queueTimeoutMs,

        @Nullable @Schema(description = "Only failures with these codes are tried again; null: all")
        Set<String> retryOn,

        @Nullable @Schema(description = "Failures with these codes never are; null: there are none such")
        Set<String> noRetryOn,

        Delivery delivery,

        @Nullable @Schema(description = "Those with the same key share maxConcurrency; null: those of the definition")
        String concurrencyKey,

        @Nullable @Schema(description = "Most of them that run at once; null: no limit")
        Integer maxConcurrency,

        boolean cancelRequested,
        @Nullable Integer progress,
        @Nullable String progressMessage,

        @Nullable @Schema(description = "What the handler counts, as last reported")
        Map<String, Long> progressCounters,

        @Nullable @Schema(description = "When the handler last reported")
        Instant progressAt,

        @Nullable String result,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String bizKey,

        @Nullable @Schema(description = "Names the request that made it")
        String requestKey,

        @Nullable @Schema(description = "Told of its end") String callbackUrl,

        Map<String, String> labels,

        @Nullable @Schema(description = "The instance a person asked to retry")
        String retryOf,

        @Nullable String traceId,
        Instant createdAt) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<TreeMap<String, Long>> COUNTERS = new TypeReference<>() {};

    /** The view of an instance. */
    public static InstanceView of(TaskInstance i) {
        TaskInstance.Run run = i.run();
        TaskInstance.Progress progress = run.progress();
        Retries retries = i.execution().retries();
        Concurrency concurrency = i.concurrency();
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
                i.waitsForItsTurn() || i.waitsForASlot() ? null : i.runAt(),
                i.waitsForItsTurn(),
                i.waitsForASlot(),
                i.expiresAt(),
                node == null ? null : node.value(),
                run.startTime(),
                run.endTime(),
                millis(run.duration()),
                run.attempt(),
                run.retries(),
                run.crashes(),
                retries.maxAttempts(),
                millis(i.execution().timeout()),
                millis(i.execution().queueTimeout()),
                codes(retries.on()),
                codes(retries.notOn()),
                i.execution().delivery(),
                concurrency == null ? null : concurrency.key(),
                concurrency == null ? null : concurrency.limit(),
                run.cancelRequested(),
                progress.percent(),
                progress.message(),
                progress.counters() == null ? null : JSON.readValue(progress.counters(), COUNTERS),
                progress.reportedAt(),
                i.outcome().result(),
                i.outcome().errorCode(),
                i.outcome().errorMessage(),
                i.origin().bizKey(),
                i.origin().requestKey(),
                i.origin().callbackUrl(),
                i.origin().labels().byName(),
                retryOf == null ? null : retryOf.value(),
                i.origin().traceId(),
                i.createdAt());
    }

    private static @Nullable Set<String> codes(Set<String> codes) {
        return codes.isEmpty() ? null : new TreeSet<>(codes);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
