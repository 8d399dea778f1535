package io.taskservice.lab.law;

import io.taskservice.instance.PastAttempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code task_attempts}. */
record PastFacts(
        String instanceId,
        int attempt,
        String node,
        Instant startTime,
        Instant endTime,
        PastAttempt.Outcome outcome,
        @Nullable String errorCode) {

    /** Whether its handler may have gone on after the attempt was over. */
    boolean isSuperseded() {
        return switch (outcome) {
            case NODE_LOST, GIVEN_BACK -> true;
            case RETRIED -> "TIMEOUT".equals(errorCode);
            case SNOOZED -> false;
        };
    }
}
