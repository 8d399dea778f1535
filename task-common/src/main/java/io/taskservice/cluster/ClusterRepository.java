package io.taskservice.cluster;

import io.taskservice.database.TaskDatabase;

/** Stores what people wish of the cluster, and takes its pulse. */
public final class ClusterRepository {

    private final TaskDatabase database;
    private final ClusterMapper mapper;

    public ClusterRepository(TaskDatabase database) {
        this.database = database;
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

    /** Runs {@code work} unless another node is at the same; false when it was. Only for duties that may be left out. */
    public boolean exclusively(String name, Runnable work) {
        return database.inTransaction(() -> {
            if (mapper.tryLock(name) != 1) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                mapper.unlock(name);
            }
        });
    }
}
