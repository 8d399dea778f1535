package io.taskservice.api.explain;

import io.taskservice.instance.PastAttempt;
import io.taskservice.instance.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Has its time come? */
final class TimeQuestion implements BlockerFinder {

    @Override
    public List<Blocker> find(Situation s) {
        if (!s.waitsForTime()) {
            return List.of();
        }
        TaskInstance instance = s.instance();
        Duration remaining = Duration.between(s.now(), instance.runAt());
        return List.of(Blocker.of(BlockerCode.NOT_DUE, message(s))
                .until(instance.runAt())
                .with("runAt", instance.runAt())
                .with("remainingMs", Math.max(0, remaining.toMillis()))
                .with("failedAttempts", instance.run().retries())
                .with("maxAttempts", instance.execution().retries().maxAttempts())
                .with("lastErrorCode", instance.outcome().errorCode())
                .with("lastErrorMessage", instance.outcome().errorMessage()));
    }

    private static String message(Situation s) {
        Instant runAt = s.instance().runAt();
        if (!runAt.isAfter(s.now())) {
            return "Its time came at " + runAt + "; a scheduler makes it claimable within a second";
        }
        String when = " at " + runAt + ", in " + Words.length(Duration.between(s.now(), runAt));
        PastAttempt last = s.last();
        if (last == null) {
            return "It is due" + when;
        }
        return switch (last.outcome()) {
            case SNOOZED -> "Its handler asked to be run again: it is due" + when;
            case RETRIED -> failed(s.instance()) + "; the next is due" + when;
            case GIVEN_BACK, NODE_LOST -> "It is due again" + when;
        };
    }

    private static String failed(TaskInstance instance) {
        String code = instance.outcome().errorCode();
        return instance.run().retries() + " of "
                + Words.count(instance.execution().retries().maxAttempts(), "attempt") + " failed, the last with "
                + (code == null ? "no code" : code);
    }
}
