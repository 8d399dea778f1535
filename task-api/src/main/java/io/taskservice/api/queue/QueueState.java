package io.taskservice.api.queue;

import io.taskservice.queue.Pause;
import io.taskservice.queue.TaskQueue;
import org.jspecify.annotations.Nullable;

/**
 * How a queue is set up, for the audit log.
 *
 * @param description for people
 * @param paused whether nothing of it starts
 * @param pauseReason why
 * @param limits what may run and start
 */
record QueueState(
        @Nullable String description,
        boolean paused,
        @Nullable String pauseReason,
        LimitsView limits) {

    static QueueState of(TaskQueue queue) {
        Pause pause = queue.pause();
        return new QueueState(
                queue.description(),
                pause != null,
                pause == null ? null : pause.reason(),
                LimitsView.of(queue.limits()));
    }
}
