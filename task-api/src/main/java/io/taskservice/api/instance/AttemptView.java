package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.PastAttempt;
import io.taskservice.instance.TaskInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One start of an instance.
 *
 * @param number from 1
 * @param node the node that ran it
 * @param startTime when it started
 * @param endTime when its end was written; null: it runs
 * @param outcome what became of it
 * @param errorCode why it failed, for machines
 * @param errorMessage why it failed, for people
 */
@Schema(name = "Attempt")
record AttemptView(
        int number,
        @Nullable String node,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        Outcome outcome,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    /** What becomes of an attempt: it was followed by another, it runs, or it ended its instance. */
    enum Outcome {
        RETRIED,
        SNOOZED,
        GIVEN_BACK,
        NODE_LOST,
        RUNNING,
        SUCCESS,
        FAILED,
        CANCELLED
    }

    /** The attempts that others followed, and the last one if it is not among them. */
    static List<AttemptView> of(TaskInstance instance, List<PastAttempt> past) {
        List<AttemptView> all = new ArrayList<>();
        past.forEach(attempt -> all.add(of(attempt)));
        int last = instance.run().attempt();
        boolean isMissing = all.isEmpty() ? last > 0 : all.get(all.size() - 1).number < last;
        switch (instance.status()) {
            case SCHEDULED, PENDING -> {}
            case RUNNING, SUCCESS, FAILED, CANCELLED -> {
                if (isMissing) {
                    all.add(last(instance));
                }
            }
        }
        return all;
    }

    private static AttemptView of(PastAttempt past) {
        return new AttemptView(
                past.attempt(),
                past.node().value(),
                past.startTime(),
                past.endTime(),
                Outcome.valueOf(past.outcome().name()),
                past.errorCode(),
                past.errorMessage());
    }

    private static AttemptView last(TaskInstance instance) {
        TaskInstance.Run run = instance.run();
        NodeId node = run.node();
        return new AttemptView(
                run.attempt(),
                node == null ? null : node.value(),
                run.startTime(),
                run.endTime(),
                Outcome.valueOf(instance.status().name()),
                instance.outcome().errorCode(),
                instance.outcome().errorMessage());
    }
}
