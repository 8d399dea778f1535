package io.taskservice.lab.law;

import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.PastAttempt.Outcome;
import io.taskservice.work.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Attempts are 1 to n without a hole.
 *
 * <p>The last one is a row of its own exactly when the instance waits again, or was cancelled while it did. Each of the others
 * has an outcome that lets another follow, and the counters of the instance are those of the outcomes.
 */
final class AttemptLaw implements InstanceLaw {

    private static final int MOST_CRASHES = 3;
    private static final Set<String> LOST = Set.of("NODE_LOST", "POISON");

    private final Duration slack;
    private final Findings findings;

    AttemptLaw(Duration slack, Findings findings) {
        this.slack = slack;
        this.findings = findings;
    }

    @Override
    public void check(InstanceHistory history) {
        findings.looked(history.past().size()
                + (history.lastIsPast() || history.instance().attempt() == 0 ? 0 : 1));
        List<Integer> numbers = history.past().stream().map(PastFacts::attempt).toList();
        int expected = expectedPast(history);
        if (!numbers.equals(IntStream.rangeClosed(1, expected).boxed().toList())) {
            if (!ResultLaw.isOfSuperseded(history)) {
                findings.broken(
                        history.instance(),
                        "past attempts 1 to " + expected,
                        numbers + " of a " + history.instance().status() + " instance at attempt "
                                + history.instance().attempt());
            }
            return;
        }
        checkCounters(history);
        checkTimes(history);
    }

    private static int expectedPast(InstanceHistory history) {
        InstanceFacts instance = history.instance();
        int all = instance.attempt();
        return switch (instance.status()) {
            case SCHEDULED, PENDING -> all;
            case RUNNING, SUCCESS, FAILED -> Math.max(0, all - 1);
            case CANCELLED -> history.lastIsPast() ? all : Math.max(0, all - 1);
        };
    }

    private void checkCounters(InstanceHistory history) {
        InstanceFacts instance = history.instance();
        long retried = count(history, Outcome.RETRIED);
        long lost = count(history, Outcome.NODE_LOST);
        if (instance.retryCount() != retried) {
            findings.broken(instance, "retry_count " + retried, "" + instance.retryCount());
        } else if (retried >= instance.maxAttempts()) {
            findings.broken(
                    instance, "at most " + instance.maxAttempts() + " attempts that count", retried + " retries");
        }
        if (lost > 0 && instance.delivery() == Delivery.AT_MOST_ONCE) {
            findings.broken(
                    instance, "no attempt after a lost node, AT_MOST_ONCE", lost + " lost and followed by another");
        } else if (instance.crashCount() != lost && instance.crashCount() != lost + lastLost(instance)) {
            findings.broken(instance, "crash_count " + (lost + lastLost(instance)), "" + instance.crashCount());
        } else if (lost >= MOST_CRASHES) {
            findings.broken(instance, "POISON after " + MOST_CRASHES + " lost nodes", lost + " and another attempt");
        }
    }

    /** 1 when the last attempt may have been ended by the loss of its node. */
    private static int lastLost(InstanceFacts instance) {
        boolean failedOfIt = instance.status() == InstanceStatus.FAILED
                && instance.errorCode() != null
                && LOST.contains(instance.errorCode());
        return failedOfIt || instance.status() == InstanceStatus.CANCELLED ? 1 : 0;
    }

    private static long count(InstanceHistory history, Outcome outcome) {
        return history.past().stream().filter(one -> one.outcome() == outcome).count();
    }

    /** {@code start_time} is read before the claim holds its row, so it may lie a little before the end it waited for. */
    private void checkTimes(InstanceHistory history) {
        @Nullable Instant lastEnd = null;
        for (PastFacts attempt : history.past()) {
            if (attempt.endTime().isBefore(attempt.startTime())
                    || (lastEnd != null && attempt.startTime().plus(slack).isBefore(lastEnd))) {
                findings.broken(
                        history.instance(),
                        "attempt " + attempt.attempt() + " after the one before it, and its end after its start",
                        attempt.startTime() + " to " + attempt.endTime() + ", the one before until " + lastEnd);
                return;
            }
            lastEnd = attempt.endTime();
        }
    }
}
