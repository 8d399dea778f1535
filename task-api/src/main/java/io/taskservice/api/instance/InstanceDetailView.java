package io.taskservice.api.instance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.instance.PastAttempt;
import io.taskservice.instance.TaskInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance with what only a look at it alone tells.
 *
 * @param instance the instance
 * @param attempts its last starts, at most 100, oldest first
 * @param estimatedCompletion when it is likely to end
 * @param progressStalled whether it has told its progress, but not lately
 */
@Schema(name = "InstanceDetail")
record InstanceDetailView(
        @JsonUnwrapped InstanceView instance,

        @Schema(description = "Its last starts, at most 100, oldest first")
        List<AttemptView> attempts,

        @Nullable
        @Schema(
                description = "By its own percent, or else by the median of the last successes of its definition or"
                        + " handler; null: it does not run, nothing tells, or that instant has passed")
        Instant estimatedCompletion,

        @Schema(description = "It runs and has reported progress, but not for 60 seconds")
        boolean progressStalled) {

    static InstanceDetailView of(TaskInstance instance, List<PastAttempt> past, Outlook outlook) {
        return new InstanceDetailView(
                InstanceView.of(instance), AttemptView.of(instance, past), outlook.completion(), outlook.stalled());
    }
}
