package io.taskservice.api.explain;

import java.util.List;

/** Is there a scheduler, which has to make it claimable when its time comes? */
final class SchedulerQuestion implements BlockerFinder {

    @Override
    public List<Blocker> find(Situation s) {
        boolean lacksOne = s.waitsForTime() && s.cluster().schedulers().isEmpty();
        return lacksOne
                ? List.of(Blocker.of(
                        BlockerCode.NO_LIVE_SCHEDULER,
                        "No scheduler lives, so nothing makes it claimable when its time has come"))
                : List.of();
    }
}
