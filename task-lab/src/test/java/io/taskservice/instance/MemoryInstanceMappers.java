package io.taskservice.instance;

import static java.util.Comparator.comparing;

import io.taskservice.identity.InstanceId;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The mappers of {@code task_instances} and of the rows that go with them. */
public final class MemoryInstanceMappers {

    /** The order of idx_claim within a lane. */
    static final Comparator<Row> IN_LANE = comparing((Row row) -> row.number("priority"))
            .thenComparing(row -> row.instant("run_at"))
            .thenComparing(row -> row.text("id"));

    /** The order of idx_claim within a status. */
    static final Comparator<Row> IDX_CLAIM = comparing((Row row) -> row.text("tenant_id"))
            .thenComparing(row -> row.text("queue"))
            .thenComparing(IN_LANE);

    private MemoryInstanceMappers() {}

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(TaskInstanceMapper.class, new MemoryTaskInstanceMapper(store));
        mappers.add(NewInstanceMapper.class, new MemoryNewInstanceMapper(store));
        mappers.add(ClaimMapper.class, new MemoryClaimMapper(store));
        mappers.add(InstanceUpkeepMapper.class, new MemoryInstanceUpkeepMapper(store));
        mappers.add(SideRowMapper.class, new MemorySideRowMapper(store));
        mappers.add(AttemptMapper.class, new MemoryAttemptMapper(store));
    }

    static InstanceId idOf(Row row) {
        return row.need("id", InstanceId.class);
    }

    static List<InstanceRow> toRows(List<Row> rows) {
        return rows.stream().map(row -> row.to(InstanceRow.class)).toList();
    }

    static boolean isOf(Row row, Object tenant, Object definition) {
        return row.is("tenant_id", tenant) && Objects.equals(row.get("task_definition_id"), definition);
    }

    static boolean waits(Row row) {
        return row.is("status", InstanceStatus.SCHEDULED, InstanceStatus.PENDING);
    }

    static boolean isActive(Row row) {
        return waits(row) || row.is("status", InstanceStatus.RUNNING);
    }
}
