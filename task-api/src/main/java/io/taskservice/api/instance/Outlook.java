package io.taskservice.api.instance;

import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to expect of an instance that runs.
 *
 * @param completion when it is likely to end: by its own percent, or else by what its like took; null: nothing tells, or
 *     that instant has passed
 * @param stalled whether it has told its progress, but not lately
 */
record Outlook(@Nullable Instant completion, boolean stalled) {

    /** Of what does not run. */
    static final Outlook NONE = new Outlook(null, false);

    private static final Duration LATELY = Duration.ofSeconds(60);
    private static final int WHOLE = 100;

    /** Of an instance at {@code now}, by MySQL's clock; {@code recent}: what the last ones of its kind took. */
    static Outlook of(TaskInstance instance, List<Duration> recent, Instant now) {
        Instant start = instance.run().startTime();
        if (instance.status() != InstanceStatus.RUNNING || start == null) {
            return NONE;
        }
        Instant reportedAt = instance.run().progress().reportedAt();
        boolean stalled = reportedAt != null && reportedAt.plus(LATELY).isBefore(now);
        Instant completion = tellsHowFar(instance) ? byPercent(instance, start) : byOthers(recent, start);
        return new Outlook(completion == null || completion.isBefore(now) ? null : completion, stalled);
    }

    /** Whether its own percent says more than what others took. */
    static boolean tellsHowFar(TaskInstance instance) {
        TaskInstance.Progress progress = instance.run().progress();
        Integer percent = progress.percent();
        return progress.reportedAt() != null && percent != null && percent > 0 && percent < WHOLE;
    }

    private static @Nullable Instant byPercent(TaskInstance instance, Instant start) {
        TaskInstance.Progress progress = instance.run().progress();
        Integer percent = progress.percent();
        Instant reportedAt = progress.reportedAt();
        return percent == null || reportedAt == null
                ? null
                : start.plusMillis(Duration.between(start, reportedAt).toMillis() * WHOLE / percent);
    }

    private static @Nullable Instant byOthers(List<Duration> recent, Instant start) {
        return recent.isEmpty()
                ? null
                : start.plus(recent.stream().sorted().toList().get(recent.size() / 2));
    }
}
