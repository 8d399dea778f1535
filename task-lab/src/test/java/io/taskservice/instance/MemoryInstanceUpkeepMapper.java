package io.taskservice.instance;

import static io.taskservice.instance.MemoryInstanceMappers.IDX_CLAIM;
import static io.taskservice.instance.MemoryInstanceMappers.isActive;
import static io.taskservice.instance.MemoryInstanceMappers.isOf;
import static io.taskservice.instance.MemoryInstanceMappers.toRows;
import static io.taskservice.instance.MemoryInstanceMappers.waits;
import static io.taskservice.simulation.MemoryMappers.notSimulated;
import static java.util.Comparator.comparing;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.node.NodeState;
import io.taskservice.simulation.Guard;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Scan;
import io.taskservice.simulation.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code task_instances} in memory, as the scheduler's duties see them. */
final class MemoryInstanceUpkeepMapper implements InstanceUpkeepMapper {

    private static final Comparator<Row> IDX_PROMOTE =
            comparing((Row row) -> row.instant("run_at")).thenComparing(row -> row.text("id"));

    private final MemoryStore store;
    private final Table table;

    MemoryInstanceUpkeepMapper(MemoryStore store) {
        this.store = store;
        this.table = store.table("task_instances");
    }

    @Override
    public List<InstanceId> lockPromotable(Instant now, int limit) {
        Predicate<Row> isDue = row -> row.is("status", InstanceStatus.SCHEDULED)
                && !row.instant("run_at").isAfter(now);
        return store.statement("InstanceUpkeepMapper.lockPromotable", tx -> {
            List<Row> rows = store.has(Guard.PROMOTION)
                    ? table.lock(tx, Scan.of(isDue).by(IDX_PROMOTE).limit(limit).skipping())
                    : table.read(tx, isDue);
            return rows.stream().map(MemoryInstanceMappers::idOf).toList();
        });
    }

    @Override
    public int promote(Collection<InstanceId> ids) {
        return store.statement(
                "InstanceUpkeepMapper.promote",
                tx -> table.update(
                        tx,
                        Scan.in("id", ids)
                                .where(row ->
                                        row.is("status", InstanceStatus.SCHEDULED) || !store.has(Guard.PROMOTION)),
                        row -> row.with("status", InstanceStatus.PENDING)));
    }

    @Override
    public List<InstanceRow> lockHeldBy(NodeId node, int limit) {
        return store.statement(
                "InstanceUpkeepMapper.lockHeldBy",
                tx -> toRows(table.lock(
                        tx,
                        Scan.of(row -> row.is("status", InstanceStatus.RUNNING))
                                .where(row -> row.is("execution_node", node) || !store.has(Guard.FREED_NODE))
                                .by(IDX_CLAIM)
                                .limit(limit)
                                .skipping())));
    }

    @Override
    public int countHeldBy(NodeId node) {
        return store.statement(
                "InstanceUpkeepMapper.countHeldBy",
                tx -> table.read(tx, row -> row.is("status", InstanceStatus.RUNNING) && row.is("execution_node", node))
                        .size());
    }

    @Override
    public List<NodeId> goneHolders() {
        return store.statement("InstanceUpkeepMapper.goneHolders", tx -> {
            Set<Object> known = store.table("nodes").read(tx, node -> !node.is("state", NodeState.GONE)).stream()
                    .map(node -> node.need("id", NodeId.class))
                    .collect(Collectors.toSet());
            return table.read(tx, row -> row.is("status", InstanceStatus.RUNNING)).stream()
                    .map(row -> row.need("execution_node", NodeId.class))
                    .filter(node -> !known.contains(node))
                    .distinct()
                    .toList();
        });
    }

    @Override
    public int free(
            NodeId node,
            Collection<InstanceId> ids,
            InstanceStatus status,
            @Nullable FailureCode code,
            @Nullable String message) {
        String name = code == null ? null : code.name();
        return store.statement(
                "InstanceUpkeepMapper.free",
                tx -> table.update(
                        tx,
                        Scan.in("id", ids).where(row -> isHeldBy(row, node) || !store.has(Guard.FREED_NODE)),
                        row -> row.with(
                                "status",
                                status,
                                "crash_count",
                                row.number("crash_count") + 1,
                                "end_time",
                                status.isTerminal() ? store.now() : null,
                                "error_code",
                                status == InstanceStatus.CANCELLED && !row.isNull("error_code")
                                        ? row.get("error_code")
                                        : name,
                                "error_message",
                                message)));
    }

    private static boolean isHeldBy(Row row, NodeId node) {
        return row.is("status", InstanceStatus.RUNNING) && row.is("execution_node", node);
    }

    @Override
    public List<ActiveCount> countActive(Collection<DefinitionId> ids) {
        return store.statement("InstanceUpkeepMapper.countActive", tx -> {
            List<ActiveCount> counts = new ArrayList<>();
            for (DefinitionId id : ids) {
                int active = table.read(tx, row -> row.is("task_definition_id", id) && isActive(row))
                        .size();
                if (active > 0) {
                    counts.add(new ActiveCount(id, active));
                }
            }
            return counts;
        });
    }

    @Override
    public Set<Instant> findFired(DefinitionId definitionId, Collection<Instant> fireTimes) {
        return store.statement(
                "InstanceUpkeepMapper.findFired",
                tx -> table
                        .read(
                                tx,
                                row -> row.is("task_definition_id", definitionId)
                                        && !row.isNull("fire_time")
                                        && fireTimes.contains(row.instant("fire_time")))
                        .stream()
                        .map(row -> row.instant("fire_time"))
                        .collect(Collectors.toSet()));
    }

    @Override
    public int countUnderWay(TenantId tenantId, DefinitionId definitionId) {
        return store.statement(
                "InstanceUpkeepMapper.countUnderWay",
                tx -> table.read(
                                tx,
                                row -> isOf(row, tenantId, definitionId)
                                        && isActive(row)
                                        && row.instant("run_at").isBefore(Start.ITS_TURN))
                        .size());
    }

    @Override
    public @Nullable InstanceId lockNextInTurn(TenantId tenantId, DefinitionId definitionId) {
        return store.statement(
                "InstanceUpkeepMapper.lockNextInTurn",
                tx -> table
                        .lock(
                                tx,
                                Scan.of(row -> isOf(row, tenantId, definitionId)
                                                && row.is("status", InstanceStatus.SCHEDULED))
                                        .where(row -> row.is("run_at", Start.ITS_TURN))
                                        .limit(1))
                        .stream()
                        .map(MemoryInstanceMappers::idOf)
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public int giveTurn(InstanceId id) {
        return store.statement(
                "InstanceUpkeepMapper.giveTurn",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(id)).where(row -> row.is("status", InstanceStatus.SCHEDULED)),
                        row -> row.with("status", InstanceStatus.PENDING, "run_at", store.now())));
    }

    @Override
    public List<InstanceRow> lock(Collection<InstanceId> ids) {
        return store.statement(
                "InstanceUpkeepMapper.lock",
                tx -> toRows(table.lock(tx, Scan.in("id", ids).skipping())));
    }

    @Override
    public int expire(Collection<InstanceId> ids) {
        return store.statement(
                "InstanceUpkeepMapper.expire",
                tx -> table.update(
                        tx,
                        Scan.in("id", ids).where(row -> waits(row) && row.is("attempt", 0)),
                        row -> row.with(
                                "status",
                                InstanceStatus.FAILED,
                                "end_time",
                                store.now(),
                                "error_code",
                                FailureCode.EXPIRED.name(),
                                "error_message",
                                "It did not start before its queue timeout was over")));
    }

    @Override
    public List<InstanceId> findOld(InstanceId olderThan, int limit) {
        throw notSimulated("findOld");
    }

    @Override
    public int deleteEnded(Collection<InstanceId> ids) {
        throw notSimulated("deleteEnded");
    }

    @Override
    public Long microsToNextPromotion() {
        throw notSimulated("microsToNextPromotion");
    }
}
