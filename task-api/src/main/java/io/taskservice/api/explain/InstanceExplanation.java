package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an instance does not run, what it does, or how it ended.
 *
 * @param instanceId the instance
 * @param status where it stands
 * @param state what it does
 * @param position its place in line
 * @param blockers what is in the way
 * @param estimate when it is likely to start
 * @param expiresAt when it expires, unless it has started
 * @param run the attempt that runs
 * @param end how it ended
 * @param asOf when all that was looked at
 */
@Schema(name = "InstanceExplanation", example = Examples.INSTANCE)
record InstanceExplanation(
        String instanceId,
        InstanceStatus status,

        @Schema(description = "What it does, in a word and in a sentence")
        InstanceState state,

        @Nullable @Schema(description = "Its place in line; null: it waits in none")
        Position position,

        @Schema(description = "What is in the way, the weightiest first; of what is not due yet only what may last")
        List<Blocker> blockers,

        @Nullable @Schema(description = "Null: it runs or has ended")
        Estimate estimate,

        @Nullable
        @Schema(description = "If it has not started by then, it is FAILED with EXPIRED; null: never, or it has")
        Instant expiresAt,

        @Nullable @Schema(description = "Null: it does not run")
        Run run,

        @Nullable @Schema(description = "Null: it has not ended")
        End end,

        @Schema(description = "By the database's clock") Instant asOf) {

    static InstanceExplanation ofWaiting(Situation s) {
        TaskInstance instance = s.instance();
        List<Blocker> blockers = BlockerFinder.findAll(s);
        return new InstanceExplanation(
                instance.id().value(),
                instance.status(),
                InstanceState.waiting(s, blockers),
                Position.of(s),
                blockers,
                Estimate.of(s, blockers),
                instance.run().attempt() == 0 ? instance.expiresAt() : null,
                null,
                null,
                s.now());
    }

    static InstanceExplanation ofRunning(TaskInstance instance, Cluster cluster, Instant now) {
        Run run = Run.of(instance, cluster.live());
        boolean isStranded =
                run.lease() == Run.Lease.OVER && cluster.schedulers().isEmpty();
        Blocker nobody =
                Blocker.of(BlockerCode.NO_LIVE_SCHEDULER, "No scheduler lives, so nothing frees what a lost node ran");
        return new InstanceExplanation(
                instance.id().value(),
                instance.status(),
                run.state(now),
                null,
                isStranded ? List.of(nobody) : List.of(),
                null,
                null,
                run,
                null,
                now);
    }

    static InstanceExplanation ofEnded(TaskInstance instance, boolean deadLetter, Instant now) {
        End end = End.of(instance, deadLetter);
        return new InstanceExplanation(
                instance.id().value(), instance.status(), end.state(), null, List.of(), null, null, null, end, now);
    }
}
