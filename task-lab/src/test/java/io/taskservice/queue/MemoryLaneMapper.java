package io.taskservice.queue;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code lanes} in memory; no queue is limited or paused, no tenant has a weight or a quota. */
public final class MemoryLaneMapper implements LaneMapper {

    private static final int USUAL_WEIGHT = 100;

    private final MemoryStore store;

    private MemoryLaneMapper(MemoryStore store) {
        this.store = store;
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(LaneMapper.class, new MemoryLaneMapper(store));
    }

    @Override
    public List<Lane> ready(Collection<String> queues, int runningQuota) {
        return store.statement("LaneMapper.ready", tx -> {
            List<Row> pending = store.table("task_instances").read(tx, row -> row.is("status", InstanceStatus.PENDING));
            return store
                    .table("lanes")
                    .read(
                            tx,
                            lane -> queues.contains(lane.text("queue"))
                                    && pending.stream()
                                            .anyMatch(row -> row.text("queue").equals(lane.text("queue"))
                                                    && row.text("tenant_id").equals(lane.text("tenant_id"))))
                    .stream()
                    .map(lane ->
                            new Lane(lane.need("tenant_id", TenantId.class), lane.text("queue"), USUAL_WEIGHT, 0, 0))
                    .toList();
        });
    }

    @Override
    public int open(Collection<LanePlace> places) {
        return store.statement("LaneMapper.open", tx -> {
            places.forEach(place -> store.table("lanes")
                    .upsert(
                            tx,
                            Row.of("queue", place.queue(), "tenant_id", place.tenantId()),
                            UnaryOperator.identity()));
            return places.size();
        });
    }

    @Override
    public List<LanePlace> missing() {
        throw notSimulated("missing");
    }

    @Override
    public List<QueueRow> lockLimits(TenantId tenantId, String queue) {
        throw notSimulated("lockLimits");
    }

    @Override
    public String lockQuota(TenantId tenantId) {
        throw notSimulated("lockQuota");
    }

    @Override
    public List<QueueRow> bounds(TenantId tenantId, String queue) {
        throw notSimulated("bounds");
    }

    @Override
    public int countRunning(TenantId tenantId, String queue) {
        throw notSimulated("countRunning");
    }

    @Override
    public int countRunningOf(TenantId tenantId) {
        throw notSimulated("countRunningOf");
    }

    @Override
    public int refill(TenantId tenantId, String name, double tokens, Instant now) {
        throw notSimulated("refill");
    }
}
