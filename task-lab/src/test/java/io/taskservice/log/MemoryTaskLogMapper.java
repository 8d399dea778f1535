package io.taskservice.log;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** {@code task_logs} in memory. */
public final class MemoryTaskLogMapper implements TaskLogMapper {

    private final MemoryStore store;

    private MemoryTaskLogMapper(MemoryStore store) {
        this.store = store;
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(TaskLogMapper.class, new MemoryTaskLogMapper(store));
    }

    @Override
    public int insertAll(List<LogRow> lines) {
        return store.statement(
                "TaskLogMapper.insertAll",
                tx -> store.table("task_logs")
                        .insert(
                                tx,
                                lines.stream()
                                        .map(LogRow::line)
                                        .map(line -> Row.of(
                                                "task_instance_id",
                                                line.instanceId(),
                                                "attempt",
                                                line.attempt(),
                                                "seq",
                                                line.seq(),
                                                "log_time",
                                                line.time()))
                                        .toList()));
    }

    @Override
    public List<LogLine> read(
            TenantId tenantId,
            InstanceId instanceId,
            Instant notBefore,
            Collection<LogLevel> levels,
            LogCursor after,
            int limit) {
        throw notSimulated("read");
    }

    @Override
    public int deleteOf(TenantId tenantId, InstanceId instanceId, Instant notBefore) {
        throw notSimulated("deleteOf");
    }

    @Override
    public List<String> partitions() {
        throw notSimulated("partitions");
    }

    @Override
    public void addPartitions(List<LogPartitions.Day> days) {
        throw notSimulated("addPartitions");
    }

    @Override
    public void dropPartitions(List<String> names) {
        throw notSimulated("dropPartitions");
    }

    @Override
    public int insertRows(String rows) {
        throw notSimulated("insertRows");
    }
}
