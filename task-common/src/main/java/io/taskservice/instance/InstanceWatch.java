package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import java.time.Duration;
import java.util.List;

/** Looks for instances in trouble, at a cost that is bounded however much there is. */
public final class InstanceWatch {

    /** Most running instances that are told of. */
    public static final int MOST_STALE = 1000;

    /** Most due instances that one look counts. */
    public static final int MOST_WAITING = 20_000;

    private final InstanceWatchMapper mapper;

    public InstanceWatch(TaskDatabase database) {
        this.mapper = database.mapper(InstanceWatchMapper.class);
    }

    /**
     * Running instances that have run longer than their timeout and {@code grace}, or that have reported progress, but not
     * for {@code silence}. Those without a timeout that never report are never stale.
     */
    public List<Stale> stale(Duration grace, Duration silence) {
        return mapper.stale(grace, silence, MOST_STALE);
    }

    /** Due instances that have waited for {@code age}, counted by queue and handler. */
    public List<Waiting> waiting(Duration age) {
        return mapper.waiting(age, MOST_WAITING);
    }
}
