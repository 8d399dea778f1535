package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an instance ended.
 *
 * @param outcome the status it ended with
 * @param errorCode why, for machines
 * @param errorMessage why, for people
 * @param node who ran it last
 * @param attempts how often it was started
 * @param endTime when
 * @param deadLetter whether it waits for a person
 */
@Schema(name = "InstanceEnd")
record End(
        @Schema(allowableValues = {"SUCCESS", "FAILED", "CANCELLED"})
        InstanceStatus outcome,

        @Nullable String errorCode,
        @Nullable String errorMessage,

        @Nullable @Schema(description = "Null: it was never started")
        String node,

        int attempts,
        @Nullable Instant endTime,

        @Schema(description = "It waits for a person to run it again or to discard it")
        boolean deadLetter) {

    static End of(TaskInstance instance, boolean deadLetter) {
        TaskInstance.Run run = instance.run();
        NodeId node = run.node();
        return new End(
                instance.status(),
                instance.outcome().errorCode(),
                instance.outcome().errorMessage(),
                node == null ? null : node.value(),
                run.attempt(),
                run.endTime(),
                deadLetter);
    }

    /** What the instance does: nothing any more. */
    InstanceState state() {
        String when = (endTime == null ? "" : " at " + endTime)
                + (attempts == 0 ? ", before it was started" : ", after " + Words.count(attempts, "attempt"));
        String code = errorCode == null ? "" : " with " + errorCode;
        String sentence = switch (outcome) {
            case SUCCESS -> "It ended well" + when;
            case CANCELLED -> "It was cancelled" + code + when;
            case FAILED, SCHEDULED, PENDING, RUNNING -> "It failed for good" + code + when;
        };
        return deadLetter
                ? new InstanceState(
                        InstanceState.Code.DEAD_LETTER,
                        sentence + "; it waits for a person to run it again or to discard it")
                : new InstanceState(InstanceState.Code.ENDED, sentence);
    }
}
