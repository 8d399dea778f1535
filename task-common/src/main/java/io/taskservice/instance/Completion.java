package io.taskservice.instance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt, written once and only while the attempt is still its node's.
 *
 * @param claim the attempt
 * @param status what the instance becomes: terminal, SCHEDULED for a retry, PENDING when it is given back
 * @param duration how long the attempt ran
 * @param backoff retry: how long before it; otherwise zero
 * @param counted whether it uses up one of the attempts: a failure does, a snooze does not
 * @param outcome result, or error code and message
 */
public record Completion(
        Claim claim,
        InstanceStatus status,
        Duration duration,
        Duration backoff,
        boolean counted,
        TaskInstance.Outcome outcome) {

    /** Ended well. */
    public static Completion success(Claim claim, Duration duration, @Nullable String result) {
        return new Completion(
                claim,
                InstanceStatus.SUCCESS,
                duration,
                Duration.ZERO,
                false,
                new TaskInstance.Outcome(result, null, null));
    }

    /** Ended badly, for good. */
    public static Completion failure(Claim claim, Duration duration, String code, @Nullable String message) {
        return new Completion(
                claim,
                InstanceStatus.FAILED,
                duration,
                Duration.ZERO,
                false,
                new TaskInstance.Outcome(null, code, message));
    }

    /** Failed, and is to be tried again after {@code backoff}. */
    public static Completion retry(
            Claim claim, Duration duration, Duration backoff, String code, @Nullable String message) {
        return new Completion(
                claim,
                InstanceStatus.SCHEDULED,
                duration,
                backoff,
                true,
                new TaskInstance.Outcome(null, code, message));
    }

    /** Not done, and not failed either: to be run again after {@code wait}, which uses up no attempt. */
    public static Completion snoozed(Claim claim, Duration duration, Duration wait) {
        return new Completion(
                claim, InstanceStatus.SCHEDULED, duration, wait, false, new TaskInstance.Outcome(null, null, null));
    }

    /** Ended because somebody asked for it. */
    public static Completion cancelled(Claim claim, Duration duration, FailureCode code) {
        return new Completion(
                claim,
                InstanceStatus.CANCELLED,
                duration,
                Duration.ZERO,
                false,
                new TaskInstance.Outcome(null, code.name(), null));
    }

    /** Given back unharmed by a node that stops: claimable at once, the attempt not counted as a failure. */
    public static Completion returned(Claim claim, Duration duration) {
        return new Completion(
                claim,
                InstanceStatus.PENDING,
                duration,
                Duration.ZERO,
                false,
                new TaskInstance.Outcome(null, null, null));
    }

    /** What the attempt is remembered as, when it does not end its instance. */
    PastAttempt.Outcome pastOutcome() {
        if (status == InstanceStatus.PENDING) {
            return PastAttempt.Outcome.GIVEN_BACK;
        }
        return counted ? PastAttempt.Outcome.RETRIED : PastAttempt.Outcome.SNOOZED;
    }

    /** Whether it ends the instance. */
    public boolean isTerminal() {
        return status.isTerminal();
    }
}
