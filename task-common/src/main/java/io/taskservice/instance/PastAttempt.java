package io.taskservice.instance;

import io.taskservice.identity.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was followed by another; the last one of an instance is the instance's own {@link TaskInstance.Run}.
 *
 * @param attempt its number
 * @param node who ran it
 * @param startTime when it started
 * @param endTime when its end was written
 * @param outcome why it was not the last
 * @param errorCode why it failed, for machines
 * @param errorMessage why it failed, for people
 */
public record PastAttempt(
        int attempt,
        NodeId node,
        Instant startTime,
        Instant endTime,
        Outcome outcome,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    /** Why an attempt was not the last. */
    public enum Outcome {

        /** It failed, and attempts were left. */
        RETRIED,

        /** Its handler asked to be run again later. */
        SNOOZED,

        /** Its node stopped, or never learnt of it. */
        GIVEN_BACK,

        /** Its node was lost. */
        NODE_LOST
    }
}
