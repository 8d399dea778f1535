package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import java.time.Duration;
import java.util.List;

/** Looks for instances in trouble, at a cost that is bounded however much there is. */
public final class InstanceWatch {

    /** Most running instances that are told of. */
    public static final int MOST_OVERDUE = 1000;

    /** Most due instances that one look counts. */
    public static final int MOST_WAITING = 20_000;

    private final InstanceWatchMapper mapper;

    public InstanceWatch(TaskDatabase database) {
        this.mapper = database.mapper(InstanceWatchMapper.class);
    }

    /** Running instances that have run longer than their timeout and {@code grace}; those without a timeout never do. */
    public List<Overdue> overdue(Duration grace) {
        return mapper.overdue(grace, MOST_OVERDUE);
    }

    /** Due instances that have waited for {@code age}, counted by queue and handler. */
    public List<Waiting> waiting(Duration age) {
        return mapper.waiting(age, MOST_WAITING);
    }
}
