package io.taskservice.stats;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.NodeId;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code execution_stats} in memory. */
public final class MemoryExecutionStatsMapper implements ExecutionStatsMapper {

    private final MemoryStore store;

    private MemoryExecutionStatsMapper(MemoryStore store) {
        this.store = store;
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(ExecutionStatsMapper.class, new MemoryExecutionStatsMapper(store));
    }

    @Override
    public int add(NodeId node, ExecutionCounts counts) {
        return store.statement("ExecutionStatsMapper.add", tx -> {
            Row row = Row.of("minute", store.now().truncatedTo(ChronoUnit.MINUTES), "node_id", node);
            store.table("execution_stats")
                    .upsert(
                            tx,
                            row.with("successes", counts.successes(), "failures", counts.failures()),
                            there -> there.with(
                                    "successes",
                                    there.need("successes", Long.class) + counts.successes(),
                                    "failures",
                                    there.need("failures", Long.class) + counts.failures()));
            return 1;
        });
    }

    @Override
    public ExecutionCounts last(int minutes) {
        throw notSimulated("last");
    }

    @Override
    public List<NodeCounts> lastByNode(int minutes) {
        throw notSimulated("lastByNode");
    }

    @Override
    public int forget(Instant cutoff) {
        throw notSimulated("forget");
    }
}
