package io.taskservice.api.policy;

import static java.util.Objects.requireNonNullElse;

import io.taskservice.api.web.FieldError;
import io.taskservice.work.Backoff;
import io.taskservice.work.Delivery;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Retries;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How attempts are bounded and repeated, as a request says it; null: the default.
 *
 * @param timeoutMs longest run of an attempt
 * @param queueTimeoutMs longest wait for the first start
 * @param maxAttempts attempts, failures counted
 * @param backoffInitialMs most before the first retry
 * @param backoffMaxMs most before any retry
 * @param retryOn only failures with these codes are tried again
 * @param noRetryOn failures with these codes never are
 * @param delivery what a lost node means
 */
public record PolicyFields(
        @Nullable Long timeoutMs,
        @Nullable Long queueTimeoutMs,
        @Nullable Integer maxAttempts,
        @Nullable Long backoffInitialMs,
        @Nullable Long backoffMaxMs,
        @Nullable Set<String> retryOn,
        @Nullable Set<String> noRetryOn,
        @Nullable Delivery delivery) {

    /** With the defaults filled in. */
    public ExecutionPolicy execution() {
        ExecutionPolicy byDefault = ExecutionPolicy.DEFAULT;
        return new ExecutionPolicy(
                timeoutMs == null ? null : Duration.ofMillis(timeoutMs),
                queueTimeoutMs == null ? null : Duration.ofMillis(queueTimeoutMs),
                new Retries(
                        requireNonNullElse(maxAttempts, byDefault.retries().maxAttempts()),
                        backoff(),
                        requireNonNullElse(retryOn, Set.of()),
                        requireNonNullElse(noRetryOn, Set.of())),
                requireNonNullElse(delivery, byDefault.delivery()));
    }

    /** What is wrong with the two back-offs taken together; empty: nothing. */
    public Optional<FieldError> checkBackoff() {
        return backoff().max().compareTo(backoff().initial()) < 0
                ? Optional.of(new FieldError(
                        "backoffMaxMs", "TOO_SMALL", "backoffMaxMs is less than backoffInitialMs; choose a larger one"))
                : Optional.empty();
    }

    /** If only one of the two is given, the other's default gives way. */
    private Backoff backoff() {
        Duration initial = millis(backoffInitialMs, Backoff.DEFAULT.initial());
        Duration max = millis(backoffMaxMs, Backoff.DEFAULT.max());
        boolean crossed = max.compareTo(initial) < 0;
        return new Backoff(
                crossed && backoffInitialMs == null ? max : initial, crossed && backoffMaxMs == null ? initial : max);
    }

    private static Duration millis(@Nullable Long given, Duration byDefault) {
        return given == null ? byDefault : Duration.ofMillis(given);
    }
}
