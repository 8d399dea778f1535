package io.taskservice.api.submit;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.policy.Forms;
import io.taskservice.api.policy.PolicyFields;
import io.taskservice.api.policy.Priority;
import io.taskservice.api.web.TextOrJson;
import io.taskservice.work.Delivery;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** A task as a client submits it: what is left out has its default. */
@Schema(name = "SubmitRequest", example = SubmitExamples.TASK)
record SubmitRequest(
        @Nullable
        @JsonAlias({"task_type", "taskType"})
        @NotBlank(
                message =
                        "handler is required: the name of a TaskHandler; task_type and taskType are other names of it")
        @Size(max = 200, message = "handler is at most 200 characters")
        @Schema(description = "Name of the TaskHandler bean that runs it; task_type and taskType are the same")
        String handler,

        @Nullable
        @JsonAlias({"task_data", "taskData", "payload"})
        @JsonDeserialize(using = TextOrJson.class)
        @Schema(
                description = "Given to the handler: a text, or any JSON object or array, which is kept as its text; at"
                        + " most 60000 bytes. task_data, taskData and payload are the same",
                types = {"string", "object", "array"})
        String params,

        @Nullable @Pattern(regexp = Forms.QUEUE, message = Forms.QUEUE_WORDS) @Schema(defaultValue = "default")
        String queue,

        @Nullable
        @Schema(
                implementation = Object.class,
                types = {"integer", "string"},
                description = "1, which goes first, to 10, or high (2), normal (5), low (8)",
                defaultValue = "5")
        Priority priority,

        @Nullable
        @Min(value = 1, message = "timeoutMs is at least 1; leave it out for no limit")
        @Max(value = 2_678_400_000L, message = "timeoutMs is at most 2678400000 (31 days)")
        @Schema(description = "Longest run of an attempt")
        Long timeoutMs,

        @Nullable
        @Min(value = 1, message = "timeout is at least 1; leave it out for no limit")
        @Max(value = 2_678_400L, message = "timeout is at most 2678400 (31 days)")
        @Schema(description = "The same in seconds")
        Long timeout,

        @Nullable
        @Min(value = 1, message = "queueTimeoutMs is at least 1; leave it out for no limit")
        @Max(value = 2_678_400_000L, message = "queueTimeoutMs is at most 2678400000 (31 days)")
        @Schema(description = "If it has not started so long after it was due, it is FAILED with EXPIRED")
        Long queueTimeoutMs,

        @Nullable @Schema(description = "Not started before; ISO-8601 with Z or an offset. In the past: at once")
        Instant runAt,

        @Nullable
        @Min(value = 0, message = "delayMs is at least 0")
        @Max(value = 31_536_000_000L, message = "delayMs is at most 31536000000 (365 days); give runAt for later")
        @Schema(description = "Not started sooner than so long from now")
        Long delayMs,

        @Nullable
        @Min(value = 0, message = "delay is at least 0")
        @Max(value = 31_536_000L, message = "delay is at most 31536000 (365 days); give runAt for later")
        @Schema(description = "The same in seconds")
        Long delay,

        @Nullable
        @Min(value = 1, message = "maxAttempts is at least 1, which means no retry")
        @Max(value = 100, message = "maxAttempts is at most 100")
        @Schema(defaultValue = "1")
        Integer maxAttempts,

        @Nullable
        @JsonAlias("retry_limit")
        @Min(value = 0, message = "retryLimit is at least 0")
        @Max(value = 99, message = "retryLimit is at most 99")
        @Schema(description = "One less than maxAttempts; retry_limit is the same")
        Integer retryLimit,

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

        @Nullable @Schema(defaultValue = "AT_LEAST_ONCE") Delivery delivery,

        @Nullable
        @Size(max = 128, message = "bizKey is at most 128 characters")
        @Schema(description = "Your own key, to find it by")
        String bizKey,

        @Nullable
        @JsonAlias("kb_id")
        @Size(max = 128, message = "kbId is at most 128 characters")
        @Schema(description = "Kept as the label kb_id; kb_id is the same")
        String kbId,

        @Nullable
        @Schema(
                description = "To find it by: at most 16, names of A-Z, a-z, 0-9, . _ / and -, up to 63 characters;"
                        + " values up to 128 characters")
        Map<String, @Nullable String> labels,

        @Nullable
        @Size(min = 1, max = 128, message = "requestKey is 1 to 128 characters")
        @Schema(description = "Names this task: another request with the same key finds it instead of making another")
        String requestKey,

        @Nullable
        @Size(min = 1, max = 128, message = "concurrencyKey is 1 to 128 characters")
        @Schema(
                description = "At most maxConcurrency of the tenant's instances with this key run at once. A JSON"
                        + " pointer, /customer/id, looks the key up in the params")
        String concurrencyKey,

        @Nullable
        @Min(value = 1, message = "maxConcurrency is at least 1")
        @Max(value = 10_000, message = "maxConcurrency is at most 10000")
        @Schema(description = "Only with concurrencyKey", defaultValue = "1")
        Integer maxConcurrency,

        @Nullable
        @Schema(
                description = "Told of its end, whatever that is: a signed POST, tried again until it is answered; see"
                        + " docs/api.md")
        String callbackUrl,

        @Nullable
        @Schema(
                description = "Take it though no live executor has the handler; it waits for one",
                defaultValue = "false")
        Boolean allowUnknownHandler) {

    private static final long MILLIS_PER_SECOND = 1000;

    static final String KB_ID = "kb_id";

    PolicyFields policy() {
        return new PolicyFields(
                timeout == null ? timeoutMs : Long.valueOf(timeout * MILLIS_PER_SECOND),
                queueTimeoutMs,
                retryLimit == null ? maxAttempts : Integer.valueOf(retryLimit + 1),
                backoffInitialMs,
                backoffMaxMs,
                retryOn,
                noRetryOn,
                delivery);
    }

    /** When it is to start, if now is {@code now}. */
    Instant startsAt(Instant now) {
        if (runAt != null) {
            return runAt;
        }
        Long millis = delay == null ? delayMs : Long.valueOf(delay * MILLIS_PER_SECOND);
        return millis == null ? now : now.plusMillis(millis);
    }

    /** The labels, the one of {@code kbId} too. */
    Map<String, @Nullable String> allLabels() {
        Map<String, @Nullable String> all = new TreeMap<>(requireNonNullElse(labels, Map.of()));
        if (kbId != null) {
            all.put(KB_ID, kbId);
        }
        return all;
    }

    boolean allowsUnknownHandler() {
        return requireNonNullElse(allowUnknownHandler, false);
    }
}
