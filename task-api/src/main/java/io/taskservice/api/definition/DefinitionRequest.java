package io.taskservice.api.definition;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.policy.Forms;
import io.taskservice.api.policy.PolicyFields;
import io.taskservice.api.schedule.ScheduleFields;
import io.taskservice.api.web.TextOrJson;
import io.taskservice.definition.FiringPolicy;
import io.taskservice.definition.MisfirePolicy;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Delivery;
import io.taskservice.work.Route;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** A definition as a client writes it, whole: what is left out has its default, in a PUT too. */
@Schema(name = "DefinitionRequest", example = DefinitionExamples.REQUEST)
record DefinitionRequest(
        @Nullable
        @NotBlank(message = "taskName is required")
        @Size(max = 100, message = "taskName is at most 100 characters")
        @Schema(description = "Unique within the tenant")
        String taskName,

        @Nullable
        @NotBlank(message = "taskHandler is required")
        @Size(max = 200, message = "taskHandler is at most 200 characters")
        @Schema(description = "Name of the TaskHandler bean that runs it")
        String taskHandler,

        @Nullable @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        ScheduleType scheduleType,

        @Nullable @Schema(description = "CRON only: Quartz dialect, 6 or 7 fields; see docs/schedules.md")
        String cronExpression,

        @Nullable @Schema(description = "FIXED_RATE and FIXED_DELAY only; at least 1000")
        Long intervalMs,

        @Nullable @Schema(description = "ONCE only: ISO-8601 with Z or an offset")
        Instant runAt,

        @Nullable @Schema(description = "Zone of the cron expression", defaultValue = "UTC")
        String timeZone,

        @Nullable @Schema(defaultValue = "FIRE") DstGapPolicy dstGapPolicy,

        @Nullable
        @Schema(
                description = "First instant it may fire. FIXED_RATE counts from it, or else from now: then the"
                        + " first fire is one interval from now. FIXED_DELAY fires first at it, or else at once")
        Instant startsAt,

        @Nullable @Schema(description = "First instant it may not fire any more")
        Instant endsAt,

        @Nullable
        @JsonDeserialize(using = TextOrJson.class)
        @Schema(
                description = "Given to each instance: a text, or any JSON object or array, which is kept as its"
                        + " text; at most 60000 bytes",
                types = {"string", "object", "array"})
        String taskParams,

        @Nullable @Size(max = 500, message = "description is at most 500 characters")
        String description,

        @Nullable @Schema(defaultValue = "true") Boolean enabled,

        @Nullable @Pattern(regexp = Forms.QUEUE, message = Forms.QUEUE_WORDS) @Schema(defaultValue = "default")
        String queue,

        @Nullable
        @Min(value = 1, message = "priority is at least 1, which goes first")
        @Max(value = 10, message = "priority is at most 10, which goes last")
        @Schema(defaultValue = "5")
        Integer priority,

        @Nullable
        @Min(value = 1, message = "timeoutMs is at least 1; leave it out for no limit")
        @Max(value = 2_678_400_000L, message = "timeoutMs is at most 2678400000 (31 days)")
        Long timeoutMs,

        @Nullable
        @Min(value = 1, message = "maxAttempts is at least 1, which means no retry")
        @Max(value = 100, message = "maxAttempts is at most 100")
        @Schema(defaultValue = "1")
        Integer maxAttempts,

        @Nullable
        @Min(value = 0, message = "backoffInitialMs is at least 0")
        @Max(value = 86_400_000L, message = "backoffInitialMs is at most 86400000 (a day)")
        @Schema(defaultValue = "1000")
        Long backoffInitialMs,

        @Nullable
        @Min(value = 0, message = "backoffMaxMs is at least 0")
        @Max(value = 604_800_000L, message = "backoffMaxMs is at most 604800000 (a week)")
        @Schema(defaultValue = "300000")
        Long backoffMaxMs,

        @Nullable
        @Size(max = 20, message = "retryOn names at most 20 error codes")
        @Schema(description = "Only failures with these error codes are tried again; left out: all")
        Set<@NotNull(message = Forms.CODE_WORDS) @Pattern(regexp = Forms.CODE, message = Forms.CODE_WORDS) String>
                retryOn,

        @Nullable
        @Size(max = 20, message = "noRetryOn names at most 20 error codes")
        @Schema(description = "Failures with these error codes are never tried again")
        Set<@NotNull(message = Forms.CODE_WORDS) @Pattern(regexp = Forms.CODE, message = Forms.CODE_WORDS) String>
                noRetryOn,

        @Nullable
        @Min(value = 1, message = "queueTimeoutMs is at least 1; leave it out for no limit")
        @Max(value = 2_678_400_000L, message = "queueTimeoutMs is at most 2678400000 (31 days)")
        @Schema(description = "An instance that has not started so long after it was due is FAILED with EXPIRED")
        Long queueTimeoutMs,

        @Nullable
        @Min(value = 1, message = "maxConcurrency is at least 1; leave it out for no limit")
        @Max(value = 10_000, message = "maxConcurrency is at most 10000")
        @Schema(description = "Most of its instances that run at once, in the whole cluster; the others wait")
        Integer maxConcurrency,

        @Nullable
        @Size(min = 1, max = 128, message = "concurrencyKey is 1 to 128 characters")
        @Schema(
                description = "maxConcurrency then counts all of the tenant's instances with the same key. A JSON"
                        + " pointer, /customer/id, looks the key up in the params")
        String concurrencyKey,

        @Nullable @Schema(defaultValue = "FIRE_ONCE") MisfirePolicy misfirePolicy,

        @Nullable
        @Min(value = 1000, message = "misfireThresholdMs is at least 1000")
        @Max(value = 2_678_400_000L, message = "misfireThresholdMs is at most 2678400000 (31 days)")
        @Schema(defaultValue = "60000")
        Long misfireThresholdMs,

        @Nullable
        @Min(value = 1, message = "misfireMax is at least 1")
        @Max(value = 1000, message = "misfireMax is at most 1000")
        @Schema(defaultValue = "100")
        Integer misfireMax,

        @Nullable @Schema(defaultValue = "ALLOW") OverlapPolicy overlapPolicy,
        @Nullable @Schema(defaultValue = "AT_LEAST_ONCE") Delivery delivery,

        @Nullable
        @Schema(
                description = "Save it though no live executor has the handler; its instances wait",
                defaultValue = "false")
        Boolean allowUnknownHandler) {

    /** Only once it is validated. */
    String name() {
        return Objects.requireNonNull(taskName);
    }

    /** Only once it is validated. */
    Route route() {
        return new Route(
                Objects.requireNonNull(taskHandler),
                requireNonNullElse(queue, Route.DEFAULT_QUEUE),
                requireNonNullElse(priority, Route.DEFAULT_PRIORITY));
    }

    /** Only once {@code scheduleType} is known to be there. */
    ScheduleFields schedule() {
        return new ScheduleFields(
                Objects.requireNonNull(scheduleType),
                cronExpression,
                intervalMs,
                runAt,
                timeZone,
                dstGapPolicy,
                startsAt,
                endsAt);
    }

    FiringPolicy firing() {
        FiringPolicy byDefault = FiringPolicy.DEFAULT;
        return new FiringPolicy(
                requireNonNullElse(misfirePolicy, byDefault.misfire()),
                millis(misfireThresholdMs, byDefault.misfireThreshold()),
                requireNonNullElse(misfireMax, byDefault.misfireMax()),
                requireNonNullElse(overlapPolicy, byDefault.overlap()));
    }

    PolicyFields policy() {
        return new PolicyFields(
                timeoutMs, queueTimeoutMs, maxAttempts, backoffInitialMs, backoffMaxMs, retryOn, noRetryOn, delivery);
    }

    /** Null: no limit. */
    @Nullable
    Concurrency concurrency() {
        return maxConcurrency == null ? null : new Concurrency(concurrencyKey, maxConcurrency);
    }

    boolean isEnabled() {
        return requireNonNullElse(enabled, true);
    }

    boolean allowsUnknownHandler() {
        return requireNonNullElse(allowUnknownHandler, false);
    }

    private static Duration millis(@Nullable Long given, Duration byDefault) {
        return given == null ? byDefault : Duration.ofMillis(given);
    }
}
