package io.taskservice.definition;

import static io.taskservice.simulation.MemoryMappers.notSimulated;
import static java.util.Comparator.comparing;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.simulation.Guard;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Scan;
import io.taskservice.simulation.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** {@code task_definitions} in memory. */
public final class MemoryTaskDefinitionMapper implements TaskDefinitionMapper {

    private static final Comparator<Row> IDX_DUE = comparing((Row row) -> row.instant("next_fire_time"))
            .thenComparing(row -> row.number("partition_no"))
            .thenComparing(row -> row.text("id"));

    private final MemoryStore store;
    private final Table table;

    private MemoryTaskDefinitionMapper(MemoryStore store) {
        this.store = store;
        this.table = store.table("task_definitions");
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(TaskDefinitionMapper.class, new MemoryTaskDefinitionMapper(store));
    }

    /** The row of a definition. */
    public static Row rowOf(TaskDefinition definition) {
        return Row.of(DefinitionRow.of(definition));
    }

    @Override
    public int insert(DefinitionRow row) {
        return store.statement("TaskDefinitionMapper.insert", tx -> table.insert(tx, List.of(Row.of(row))));
    }

    @Override
    public List<DefinitionRow> lockDue(
            Instant now,
            Instant anyonesBefore,
            Collection<Integer> partitions,
            Collection<DefinitionId> aside,
            int limit) {
        Predicate<Row> isDue = row -> row.is("status", DefinitionStatus.ENABLED)
                && !row.isNull("next_fire_time")
                && !row.instant("next_fire_time").isAfter(now);
        Predicate<Row> isOurs = row -> !row.instant("next_fire_time").isAfter(anyonesBefore)
                || partitions.contains(row.number("partition_no"));
        Predicate<Row> isWanted = isOurs.and(row -> !aside.contains(row.need("id", DefinitionId.class)));
        return store.statement("TaskDefinitionMapper.lockDue", tx -> {
            List<Row> rows = store.has(Guard.DUE_LOCK)
                    ? table.lock(
                            tx,
                            Scan.of(isDue)
                                    .where(isWanted)
                                    .by(IDX_DUE)
                                    .limit(limit)
                                    .skipping())
                    : table.read(tx, isDue.and(isWanted)).stream()
                            .sorted(IDX_DUE)
                            .limit(limit)
                            .toList();
            return toRows(rows);
        });
    }

    @Override
    public int moveCursors(List<CursorMove> moves) {
        return store.statement(
                "TaskDefinitionMapper.moveCursors",
                tx -> moves.stream()
                        .sorted(comparing(move -> move.id().value()))
                        .mapToInt(move -> table.update(
                                tx,
                                Scan.in("id", List.of(move.id())).where(row -> isWhereSeen(row, move)),
                                row -> row.with("next_fire_time", move.next())))
                        .sum());
    }

    private boolean isWhereSeen(Row row, CursorMove move) {
        return !store.has(Guard.CURSOR) || (row.is("next_fire_time", move.seen()) && row.is("version", move.version()));
    }

    @Override
    public List<DefinitionRow> lockFollowing(Collection<InstanceId> instances) {
        return store.statement("TaskDefinitionMapper.lockFollowing", tx -> {
            Set<InstanceId> wanted = new HashSet<>(instances);
            Set<Object> ids = new HashSet<>();
            store.table("task_instances").read(tx, row -> wanted.contains(row.need("id", InstanceId.class))).stream()
                    .map(row -> row.get("task_definition_id"))
                    .filter(Objects::nonNull)
                    .forEach(ids::add);
            return toRows(
                    store.has(Guard.FOLLOWING_LOCK)
                            ? table.lock(tx, Scan.in("id", ids))
                            : table.read(tx, row -> ids.contains(row.get("id"))));
        });
    }

    @Override
    public int continueChain(DefinitionId id, Instant next) {
        return store.statement(
                "TaskDefinitionMapper.continueChain",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(id))
                                .where(row -> !row.is("status", DefinitionStatus.DISABLED)
                                        && row.isNull("next_fire_time")
                                        && row.is("schedule_type", ScheduleType.FIXED_DELAY)),
                        row -> row.with("next_fire_time", next)));
    }

    private static List<DefinitionRow> toRows(List<Row> rows) {
        return rows.stream().map(row -> row.to(DefinitionRow.class)).toList();
    }

    @Override
    public DefinitionRow find(TenantId tenantId, DefinitionId id) {
        throw notSimulated("find");
    }

    @Override
    public DefinitionRow lock(TenantId tenantId, DefinitionId id) {
        throw notSimulated("lock");
    }

    @Override
    public int update(DefinitionRow row, long seenVersion) {
        throw notSimulated("update");
    }

    @Override
    public int delete(TenantId tenantId, DefinitionId id) {
        throw notSimulated("delete");
    }

    @Override
    public List<DefinitionRow> list(TenantId tenantId, DefinitionFilter filter, int limit, long offset) {
        throw notSimulated("list");
    }

    @Override
    public long count(TenantId tenantId, DefinitionFilter filter) {
        throw notSimulated("count");
    }

    @Override
    public List<DefinitionRow> nextToFire(TenantId tenantId, int limit) {
        throw notSimulated("nextToFire");
    }

    @Override
    public List<Instant> upcoming(Instant after, Instant upTo, Collection<Integer> partitions, int limit) {
        throw notSimulated("upcoming");
    }

    @Override
    public int changeAll(TenantId tenantId, DefinitionStatus from, DefinitionStatus to) {
        throw notSimulated("changeAll");
    }

    @Override
    public int setCursor(DefinitionId id, Cursor seen, Instant next) {
        throw notSimulated("setCursor");
    }

    @Override
    public List<DefinitionRow> stretch(String after, int limit) {
        throw notSimulated("stretch");
    }
}
