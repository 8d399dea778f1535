package io.taskservice.firing;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import java.time.Instant;
import java.util.List;

/** {@code fire_gaps} in memory. */
public final class MemoryFireGapMapper implements FireGapMapper {

    private final MemoryStore store;

    private MemoryFireGapMapper(MemoryStore store) {
        this.store = store;
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(FireGapMapper.class, new MemoryFireGapMapper(store));
    }

    @Override
    public int insertAll(List<GapRow> gaps) {
        return store.statement(
                "FireGapMapper.insertAll",
                tx -> store.table("fire_gaps")
                        .insert(tx, gaps.stream().map(this::rowOf).toList()));
    }

    private Row rowOf(GapRow row) {
        FireGap gap = row.gap();
        return Row.of(
                "id",
                row.id(),
                "tenant_id",
                gap.tenantId(),
                "task_definition_id",
                gap.definitionId(),
                "from_time",
                gap.from(),
                "to_time",
                gap.to(),
                "fires",
                gap.fires(),
                "reason",
                gap.reason(),
                "created_at",
                store.now());
    }

    @Override
    public List<FireGap> list(TenantId tenantId, DefinitionId definitionId, int limit) {
        throw notSimulated("list");
    }

    @Override
    public List<FireGap> beginningIn(
            TenantId tenantId, DefinitionId definitionId, Instant from, Instant to, int limit) {
        throw notSimulated("beginningIn");
    }

    @Override
    public int deleteBelow(String lowestKept, int limit) {
        throw notSimulated("deleteBelow");
    }
}
