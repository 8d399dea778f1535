package io.taskservice.executor;

import io.taskservice.handler.NonRetryableTaskException;
import io.taskservice.handler.TaskResult;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps whatever an attempt came to onto what is written of it; the one place that knows. */
final class Outcomes {

    /** As far ahead as a person would look. */
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

    private static final Duration UNTIL_DATABASE_IS_BACK = Duration.ofSeconds(5);

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final ParamsReader json;
    private final RandomGenerator random;

    Outcomes(ParamsReader json, RandomGenerator random) {
        this.json = json;
        this.random = random;
    }

    /** The handler returned. What it decided counts, unless it only stopped because it was asked to. */
    Completion returned(Attempt attempt, @Nullable TaskResult result) {
        Claim claim = attempt.claim();
        if (result == null || result.successful()) {
            Object value = result == null ? null : result.value();
            return Completion.success(
                    claim, attempt.elapsed(), value == null ? null : stored(attempt, json.write(value)));
        }
        return stopped(attempt).orElseGet(() -> unsuccessful(attempt, result));
    }

    private Completion unsuccessful(Attempt attempt, TaskResult result) {
        Duration wait = result.retryAfter();
        return wait == null
                ? failed(attempt, codeOf(attempt, result.errorCode()), result.errorMessage())
                : Completion.snoozed(attempt.claim(), attempt.elapsed(), atMost(LONGEST_SNOOZE, wait));
    }

    /** Its handler was not called: a secret is not there, which no retry changes, or cannot be read here or now. */
    Completion undisclosed(Attempt attempt, UndisclosedException why) {
        return stopped(attempt).orElseGet(() -> {
            FailureCode code = why.code();
            if (code == null) {
                return Completion.snoozed(attempt.claim(), attempt.elapsed(), UNTIL_DATABASE_IS_BACK);
            }
            return code == FailureCode.SECRET_MISSING
                    ? Completion.failure(attempt.claim(), attempt.elapsed(), code.name(), why.message())
                    : failed(attempt, code.name(), why.message());
        });
    }

    /** The handler threw. */
    Completion threw(Attempt attempt, Throwable thrown) {
        return stopped(attempt)
                .orElseGet(() -> thrown instanceof NonRetryableTaskException fatal
                        ? failedForGood(attempt, fatal)
                        : failed(attempt, FailureCode.HANDLER_EXCEPTION.name(), thrown.toString()));
    }

    private static Completion failedForGood(Attempt attempt, NonRetryableTaskException fatal) {
        String code =
                fatal.errorCode() == null ? FailureCode.HANDLER_EXCEPTION.name() : codeOf(attempt, fatal.errorCode());
        return Completion.failure(attempt.claim(), attempt.elapsed(), code, stored(attempt, fatal.getMessage()));
    }

    /** What an attempt that was asked to stop comes to; empty: it was not. */
    Optional<Completion> stopped(Attempt attempt) {
        Claim claim = attempt.claim();
        Duration elapsed = attempt.elapsed();
        StopReason reason = attempt.stopReason();
        return reason == null
                ? Optional.empty()
                : Optional.of(
                        switch (reason) {
                            case CANCELLED -> Completion.cancelled(claim, elapsed, FailureCode.CANCELLED);
                            case TIMEOUT ->
                                failed(
                                        attempt,
                                        FailureCode.TIMEOUT.name(),
                                        "Ran longer than " + claim.execution().timeout());
                            case SHUTDOWN, LEASE_LOST -> givenUp(claim, elapsed);
                        });
    }

    /** Nobody knows how far the handler came: whether it may run again is what delivery says. */
    private static Completion givenUp(Claim claim, Duration elapsed) {
        return switch (claim.execution().delivery()) {
            case AT_LEAST_ONCE -> Completion.returned(claim, elapsed);
            case AT_MOST_ONCE ->
                Completion.failure(
                        claim, elapsed, FailureCode.NODE_LOST.name(), "The node stopped while the handler ran");
        };
    }

    private Completion failed(Attempt attempt, String code, @Nullable String message) {
        Claim claim = attempt.claim();
        String text = stored(attempt, message);
        return claim.isRetriedAfter(code)
                ? Completion.retry(claim, attempt.elapsed(), backoff(claim), code, text)
                : Completion.failure(claim, attempt.elapsed(), code, text);
    }

    private Duration backoff(Claim claim) {
        return claim.execution().retries().backoff().before(claim.retries() + 1, random);
    }

    private static Duration atMost(Duration most, Duration wait) {
        return wait.compareTo(most) > 0 ? most : wait;
    }

    /** What a column takes of a handler's text: without secrets, and not too long. */
    private static @Nullable String stored(Attempt attempt, @Nullable String text) {
        return Text.cutToColumn(attempt.mask().applyTo(text));
    }

    /** A code with a secret in it is none, once that is masked. */
    private static String codeOf(Attempt attempt, @Nullable String given) {
        String code = attempt.mask().applyTo(given);
        return code != null && CODE.matcher(code).matches() ? code : FailureCode.HANDLER_FAILED.name();
    }
}
