package io.taskservice.gate;

import static io.taskservice.simulation.MemoryMappers.notSimulated;
import static java.util.Comparator.comparing;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.simulation.Guard;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Scan;
import io.taskservice.simulation.Table;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code concurrency_slots} and {@code gate_locks} in memory. */
public final class MemoryGateMapper implements GateMapper {

    private static final Comparator<Row> IDX_GATE = comparing((Row row) -> row.number("priority"))
            .thenComparing(row -> row.instant("run_at"))
            .thenComparing(row -> row.text("task_instance_id"));

    private final MemoryStore store;
    private final Table slots;
    private final Table instances;

    private MemoryGateMapper(MemoryStore store) {
        this.store = store;
        this.slots = store.table("concurrency_slots");
        this.instances = store.table("task_instances");
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(GateMapper.class, new MemoryGateMapper(store));
    }

    @Override
    public List<Integer> lock(Collection<Integer> buckets) {
        return store.statement("GateMapper.lock", tx -> {
            Table locks = store.table("gate_locks");
            List<Row> rows = store.has(Guard.GATE_LOCK)
                    ? locks.lock(tx, Scan.in("bucket", buckets))
                    : locks.read(tx, row -> buckets.contains(row.number("bucket")));
            return rows.stream().map(row -> row.number("bucket")).toList();
        });
    }

    @Override
    public List<Holders> countHolders(Collection<Gate> gates) {
        return store.statement(
                "GateMapper.countHolders",
                tx -> gates.stream()
                        .map(gate -> new Holders(
                                gate.tenantId(),
                                gate.name(),
                                slots.read(tx, row -> isOf(gate, row) && row.is("state", SlotState.HOLDS))
                                        .size()))
                        .toList());
    }

    @Override
    public int insert(SlotState state, Collection<Slot> added) {
        return store.statement(
                "GateMapper.insert",
                tx -> slots.insert(
                        tx, added.stream().map(slot -> rowOf(state, slot)).toList()));
    }

    private static Row rowOf(SlotState state, Slot slot) {
        return Row.of(
                "task_instance_id",
                slot.id(),
                "tenant_id",
                slot.gate().tenantId(),
                "gate",
                slot.gate().name(),
                "state",
                state,
                "priority",
                slot.priority(),
                "run_at",
                slot.runAt(),
                "slot_limit",
                slot.gate().limit());
    }

    @Override
    public List<SlotRow> slotsOf(Collection<InstanceId> ids) {
        return store.statement(
                "GateMapper.slotsOf",
                tx -> slots.read(tx, row -> ids.contains(row.need("task_instance_id", InstanceId.class))).stream()
                        .map(row -> new SlotRow(
                                row.need("task_instance_id", InstanceId.class),
                                row.need("tenant_id", TenantId.class),
                                row.text("gate")))
                        .toList());
    }

    @Override
    public int delete(Collection<InstanceId> ids) {
        return store.statement("GateMapper.delete", tx -> slots.delete(tx, Scan.in("task_instance_id", ids)));
    }

    @Override
    public int park(Collection<Slot> parked) {
        List<InstanceId> ids = parked.stream().map(Slot::id).toList();
        return store.statement(
                "GateMapper.park",
                tx -> instances.update(
                        tx,
                        Scan.in("id", ids).where(row -> row.is("status", InstanceStatus.PENDING)),
                        row -> row.with("status", InstanceStatus.SCHEDULED, "run_at", Slot.PARKED)));
    }

    @Override
    public List<Waiter> firstInLine(Gate gate, int limit) {
        return store.statement(
                "GateMapper.firstInLine",
                tx -> slots.read(tx, row -> isOf(gate, row) && row.is("state", SlotState.WAITS)).stream()
                        .sorted(IDX_GATE)
                        .limit(limit)
                        .map(row ->
                                new Waiter(row.need("task_instance_id", InstanceId.class), row.number("slot_limit")))
                        .toList());
    }

    @Override
    public List<InstanceId> lockParked(Collection<InstanceId> ids) {
        return store.statement(
                "GateMapper.lockParked",
                tx -> instances
                        .lock(
                                tx,
                                Scan.in("id", ids)
                                        .where(row -> row.is("status", InstanceStatus.SCHEDULED)
                                                && row.is("run_at", Slot.PARKED)))
                        .stream()
                        .map(row -> row.need("id", InstanceId.class))
                        .toList());
    }

    @Override
    public int unpark(Collection<InstanceId> ids) {
        return store.statement("GateMapper.unpark", tx -> {
            Map<Object, Row> places = new HashMap<>();
            slots.read(tx, row -> ids.contains(row.need("task_instance_id", InstanceId.class)))
                    .forEach(row -> places.put(row.need("task_instance_id", InstanceId.class), row));
            return instances.update(
                    tx,
                    Scan.in("id", places.keySet()).where(row -> row.is("status", InstanceStatus.SCHEDULED)),
                    row -> row.with(
                            "status",
                            InstanceStatus.PENDING,
                            "run_at",
                            Objects.requireNonNull(places.get(row.need("id", InstanceId.class)))
                                    .get("run_at")));
        });
    }

    private static boolean isOf(Gate gate, Row row) {
        return row.is("tenant_id", gate.tenantId()) && row.is("gate", gate.name());
    }

    @Override
    public SlotRow firstUnlimited() {
        throw notSimulated("firstUnlimited");
    }

    @Override
    public int changePriority(InstanceId id, int priority) {
        throw notSimulated("changePriority");
    }

    @Override
    public int changeLimit(Gate gate) {
        throw notSimulated("changeLimit");
    }

    @Override
    public int holdRunning(TenantId tenantId, DefinitionId definitionId, Gate gate) {
        throw notSimulated("holdRunning");
    }

    @Override
    public int changeLimitOfInstances(TenantId tenantId, DefinitionId definitionId, @Nullable Integer limit) {
        throw notSimulated("changeLimitOfInstances");
    }
}
