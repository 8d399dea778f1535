package io.taskservice.instance;

import static io.taskservice.instance.MemoryInstanceMappers.idOf;
import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code task_attempts} in memory. */
final class MemoryAttemptMapper implements AttemptMapper {

    private final MemoryStore store;

    MemoryAttemptMapper(MemoryStore store) {
        this.store = store;
    }

    @Override
    public int keep(PastAttempt.Outcome outcome, Collection<InstanceId> ids) {
        return store.statement("AttemptMapper.keep", tx -> {
            List<Row> rows = store.table("task_instances")
                    .read(
                            tx,
                            row -> ids.contains(idOf(row))
                                    && !row.isNull("execution_node")
                                    && !row.isNull("start_time"));
            rows.forEach(
                    row -> store.table("task_attempts").upsert(tx, pastOf(row, outcome), UnaryOperator.identity()));
            return rows.size();
        });
    }

    private Row pastOf(Row row, PastAttempt.Outcome outcome) {
        return Row.of(
                "task_instance_id",
                row.get("id"),
                "attempt",
                row.get("attempt"),
                "tenant_id",
                row.get("tenant_id"),
                "node",
                row.get("execution_node"),
                "start_time",
                row.get("start_time"),
                "end_time",
                store.now(),
                "outcome",
                outcome,
                "error_code",
                row.get("error_code"),
                "error_message",
                row.get("error_message"));
    }

    @Override
    public List<PastAttempt> list(TenantId tenantId, InstanceId id, int limit) {
        throw notSimulated("list");
    }
}
