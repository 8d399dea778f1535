package io.taskservice.stats;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.NodeId;
import java.time.Instant;

/** Stores what ended, by minute and node. */
public final class ExecutionStatsRepository {

    private final ExecutionStatsMapper mapper;

    public ExecutionStatsRepository(TaskDatabase database) {
        this.mapper = database.mapper(ExecutionStatsMapper.class);
    }

    /** Adds to a node's count of the current minute. */
    public void add(NodeId node, ExecutionCounts counts) {
        mapper.add(node, counts);
    }

    /** What ended on all nodes in the last so many minutes, the current one included. */
    public ExecutionCounts last(int minutes) {
        return mapper.last(minutes);
    }

    /** Deletes what was counted before; returns how many rows. */
    public int forgetBefore(Instant cutoff) {
        return mapper.forget(cutoff);
    }
}
