package io.taskservice.api.explain;

import io.taskservice.queue.LaneBound;
import io.taskservice.queue.RateLimit;
import java.util.ArrayList;
import java.util.List;

/** Do the limits and rates of its queue, and of the tenant as a whole, let it start? */
final class LimitQuestion implements BlockerFinder {

    @Override
    public List<Blocker> find(Situation s) {
        return s.isDue()
                ? s.lane().bounds().stream()
                        .flatMap(bound -> find(bound, s).stream())
                        .toList()
                : List.of();
    }

    private static List<Blocker> find(LaneBound bound, Situation s) {
        List<Blocker> found = new ArrayList<>();
        Integer most = bound.limits().maxRunning();
        if (most != null && bound.isFull()) {
            found.add(full(bound, most));
        }
        RateLimit rate = bound.limits().rate();
        if (rate != null && bound.isOverRate()) {
            found.add(overRate(bound, rate, s));
        }
        return found;
    }

    private static Blocker full(LaneBound bound, int most) {
        return Blocker.of(
                        bound.isOfTenant() ? BlockerCode.TENANT_LIMIT : BlockerCode.QUEUE_LIMIT,
                        bound.running() + " of " + nameOf(bound) + " run, and no more than " + most + " may")
                .with("queue", bound.isOfTenant() ? null : bound.name())
                .with("limit", most)
                .with("running", bound.running());
    }

    private static Blocker overRate(LaneBound bound, RateLimit rate, Situation s) {
        return Blocker.of(
                        bound.isOfTenant() ? BlockerCode.TENANT_RATE : BlockerCode.QUEUE_RATE,
                        "No more than " + rate.limit() + " of " + nameOf(bound) + " start in "
                                + Words.length(rate.period()) + "; the next may in "
                                + Words.length(bound.untilNext()))
                .until(s.now().plus(bound.untilNext()))
                .with("queue", bound.isOfTenant() ? null : bound.name())
                .with("limit", rate.limit())
                .with("periodMs", rate.period().toMillis());
    }

    private static String nameOf(LaneBound bound) {
        return bound.isOfTenant() ? "the tenant" : "the queue " + bound.name();
    }
}
