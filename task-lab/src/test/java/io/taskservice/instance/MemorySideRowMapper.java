package io.taskservice.instance;

import static io.taskservice.simulation.MemoryMappers.notSimulated;
import static java.util.Comparator.comparing;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Scan;
import io.taskservice.simulation.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** {@code instance_expiries} in memory. */
final class MemorySideRowMapper implements SideRowMapper {

    private static final Comparator<Row> PRIMARY =
            comparing((Row row) -> row.instant("expires_at")).thenComparing(row -> row.text("task_instance_id"));

    private final MemoryStore store;
    private final Table table;

    MemorySideRowMapper(MemoryStore store) {
        this.store = store;
        this.table = store.table("instance_expiries");
    }

    @Override
    public int insertExpiries(List<NewInstance> instances) {
        return store.statement(
                "SideRowMapper.insertExpiries",
                tx -> table.insert(
                        tx,
                        instances.stream()
                                .map(i -> Row.of("expires_at", i.expiresAt(), "task_instance_id", i.id()))
                                .toList()));
    }

    @Override
    public List<InstanceId> lockExpiries(Instant now, int limit) {
        return store.statement(
                "SideRowMapper.lockExpiries",
                tx -> table
                        .lock(
                                tx,
                                Scan.of(row -> isUp(row, now))
                                        .by(PRIMARY)
                                        .limit(limit)
                                        .skipping())
                        .stream()
                        .map(row -> row.need("task_instance_id", InstanceId.class))
                        .toList());
    }

    @Override
    public int deleteExpiries(Instant now, Collection<InstanceId> ids) {
        return store.statement(
                "SideRowMapper.deleteExpiries",
                tx -> table.delete(tx, Scan.in("task_instance_id", ids).where(row -> isUp(row, now))));
    }

    private static boolean isUp(Row row, Instant now) {
        return !row.instant("expires_at").isAfter(now);
    }

    @Override
    public int insertLabels(List<NewInstance> instances) {
        throw notSimulated("insertLabels");
    }

    @Override
    public int deleteAttempts(Collection<InstanceId> ids) {
        throw notSimulated("deleteAttempts");
    }

    @Override
    public int deleteDeadLetters(Collection<InstanceId> ids) {
        throw notSimulated("deleteDeadLetters");
    }

    @Override
    public int deleteLabels(Collection<InstanceId> ids) {
        throw notSimulated("deleteLabels");
    }

    @Override
    public int leaveGap(String id, TenantId tenantId, DefinitionId definitionId, Instant fireTime) {
        throw notSimulated("leaveGap");
    }
}
