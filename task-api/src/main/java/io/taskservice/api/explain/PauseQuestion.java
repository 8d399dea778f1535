package io.taskservice.api.explain;

import io.taskservice.queue.LaneBound;
import io.taskservice.queue.Pause;
import java.util.List;
import java.util.stream.Stream;

/** Is its queue paused, or all of the tenant's? */
final class PauseQuestion implements BlockerFinder {

    @Override
    public List<Blocker> find(Situation s) {
        return s.lane().bounds().stream().flatMap(bound -> find(bound, s)).toList();
    }

    private static Stream<Blocker> find(LaneBound bound, Situation s) {
        Pause pause = bound.pause();
        if (pause == null) {
            return Stream.empty();
        }
        String by = s.pausedBy().get(bound.name());
        String what = bound.isOfTenant() ? "Every queue of the tenant" : "The queue " + bound.name();
        String message = what + " is paused since " + pause.since() + (by == null ? "" : " by " + by)
                + (pause.reason() == null ? "" : ": " + pause.reason());
        return Stream.of(Blocker.of(bound.isOfTenant() ? BlockerCode.TENANT_PAUSED : BlockerCode.QUEUE_PAUSED, message)
                .since(pause.since())
                .with("queue", bound.isOfTenant() ? null : bound.name())
                .with("reason", pause.reason())
                .with("by", by));
    }
}
