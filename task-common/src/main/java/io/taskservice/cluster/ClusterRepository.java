package io.taskservice.cluster;

import io.taskservice.database.TaskDatabase;
import java.time.Duration;

/** Stores what people wish of the cluster, and takes its pulse. */
public final class ClusterRepository {

    private final ClusterMapper mapper;

    public ClusterRepository(TaskDatabase database) {
        this.mapper = database.mapper(ClusterMapper.class);
    }

    /** One statement, some tens of microseconds. */
    public Pulse pulse() {
        return mapper.pulse();
    }

    public SchedulerWish wish() {
        return mapper.wish();
    }

    /** Wishes the schedulers to run or to stop; wishing it again changes nothing. */
    public SchedulerWish wish(Wish wish, String actor) {
        mapper.change(wish, false, actor);
        return mapper.wish();
    }

    /** Wishes that every scheduler drops what it holds in memory and begins anew, running. */
    public SchedulerWish restart(String actor) {
        mapper.change(Wish.RUNNING, true, actor);
        return mapper.wish();
    }

    /** Whether this node shall do a duty of the whole cluster now: true for one node in each interval. */
    public boolean takeDuty(String name, Duration interval) {
        return mapper.takeDuty(name, interval) == 1;
    }
}
