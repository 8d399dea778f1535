package io.taskservice.stats;

import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.NodeId;
import java.time.Instant;
import java.util.Map;

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

    /** The same, node by node; a node on which nothing ended is absent. */
    public Map<NodeId, ExecutionCounts> lastByNode(int minutes) {
        return mapper.lastByNode(minutes).stream().collect(toMap(NodeCounts::nodeId, NodeCounts::counts));
    }

    /** Deletes what was counted before; returns how many rows. */
    public int forgetBefore(Instant cutoff) {
        return mapper.forget(cutoff);
    }
}
