package io.taskservice.queue;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks at lanes for people who ask why something waits in one: takes no lock, so what it tells is a moment old. */
public final class LaneLook {

    private final LaneMapper mapper;
    private final Lanes lanes;

    public LaneLook(TaskDatabase database) {
        this.mapper = database.mapper(LaneMapper.class);
        this.lanes = new Lanes(database);
    }

    /** How things stand in a lane at {@code now}, MySQL's. */
    public LaneState look(TenantId tenant, String queue, Instant now) {
        List<LaneBound> bounds = mapper.bounds(tenant, queue).stream()
                .map(row -> boundOf(row, queue, now))
                .toList();
        int sharing = lanes.ready(List.of(queue)).size();
        return new LaneState(mapper.countRunning(tenant, queue), bounds, sharing);
    }

    private LaneBound boundOf(QueueRow row, String queue, Instant now) {
        TaskQueue setUp = row.toQueue();
        boolean isLimited = setUp.limits().maxRunning() != null;
        RateLimit rate = setUp.limits().rate();
        return new LaneBound(
                setUp.name(),
                setUp.pause(),
                setUp.limits(),
                isLimited ? lanes.running(row, queue) : 0,
                rate == null ? Duration.ZERO : rate.untilNext(rate.tokensAt(now, row.tokens(), row.refilledAt())));
    }
}
