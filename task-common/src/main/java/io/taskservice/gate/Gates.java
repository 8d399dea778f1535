package io.taskservice.gate;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives and takes back the slots of gates, inside the transaction of whoever moves the instances.
 *
 * <ol>
 *   <li>Lock the gate, a row that stands for it: claims and ends of its instances come one after the other.
 *   <li>Count who holds a slot; it is exact, for nobody else can change it now.
 *   <li>Claim: as many as there are slots go on, the others are parked. End: the slot is gone, and as many of the line as
 *       then fit become PENDING again, at the place they had.
 * </ol>
 *
 * One that is let go has no slot until it is claimed. So it holds none while no node has its handler, and is parked again
 * when another was quicker.
 */
public final class Gates {

    /** Of one line in one transaction; the audit lets the rest go. */
    private static final int MOST_LET_GO = 500;

    private final TaskDatabase database;
    private final GateMapper mapper;

    public Gates(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(GateMapper.class);
    }

    /** Which of these instances, PENDING and locked by the caller, may run; the others are parked. In the order given. */
    public Set<InstanceId> admit(List<Slot> slots) {
        if (slots.isEmpty()) {
            return Set.of();
        }
        Set<Gate> gates = lock(slots.stream().map(Slot::gate).toList());
        Map<Gate, Integer> holders = countHolders(gates);
        List<Slot> admitted = new ArrayList<>();
        List<Slot> parked = new ArrayList<>();
        for (Slot slot : slots) {
            Gate gate = slot.gate().unlimited();
            int held = holders.getOrDefault(gate, 0);
            if (held < slot.gate().limit()) {
                holders.put(gate, held + 1);
                admitted.add(slot);
            } else {
                parked.add(slot);
            }
        }
        if (!admitted.isEmpty()) {
            mapper.insert(SlotState.HOLDS, admitted);
        }
        if (!parked.isEmpty()) {
            mapper.park(parked);
            mapper.insert(SlotState.WAITS, parked);
        }
        return admitted.stream().map(Slot::id).collect(toSet());
    }

    /**
     * Holds the gates of instances until the transaction ends. The order is: rows that run or are due, gates, rows that are
     * parked; for who holds a gate waits for the rows of its line.
     */
    public void hold(Collection<? extends Gated> instances) {
        List<Gate> gates = gatesOf(instances);
        if (!gates.isEmpty()) {
            lock(gates);
        }
    }

    /**
     * Instances that no longer run or wait give up their slot or place; returns how many of the lines may go now. One that
     * got its slot while it ran, or lost its limit while it waited, is known by its slot; only limits of definitions change.
     */
    public int leave(Collection<? extends Gated> gone) {
        List<Gate> concerned = new ArrayList<>(gatesOf(gone));
        slotsOf(gone.stream()
                        .filter(one -> one.gate() == null && one.isOfDefinition())
                        .map(Gated::id)
                        .toList())
                .forEach(slot -> concerned.add(slot.at()));
        if (concerned.isEmpty()) {
            return 0;
        }
        Set<Gate> gates = lock(concerned);
        mapper.delete(gone.stream().map(Gated::id).toList());
        return letGo(gates);
    }

    private static List<Gate> gatesOf(Collection<? extends Gated> instances) {
        return instances.stream().map(Gated::gate).filter(Objects::nonNull).toList();
    }

    private List<SlotRow> slotsOf(Collection<InstanceId> ids) {
        return ids.isEmpty() ? List.of() : mapper.slotsOf(ids);
    }

    /** Moves a parked instance within its line; others have no place in one. */
    public void changePriority(InstanceId id, int priority) {
        mapper.changePriority(id, priority);
    }

    /**
     * Makes the active instances of a definition obey another limit, those excepted that share a key with others.
     *
     * @param limit null: none any more
     */
    public void changeLimit(TenantId tenant, DefinitionId definition, @Nullable Integer limit) {
        Gate gate = Gate.of(tenant, definition, limit == null ? Integer.MAX_VALUE : limit);
        lock(List.of(gate));
        mapper.changeLimitOfInstances(tenant, definition, limit);
        mapper.changeLimit(gate);
        if (limit != null) {
            mapper.holdRunning(tenant, definition, gate);
        }
        letGo(Set.of(gate));
    }

    /** Lets go, in a transaction, of one of the lines whose limit was taken away; returns how many, 0: there is no such line. */
    int letUnlimitedGo() {
        SlotRow unlimited = mapper.firstUnlimited();
        return unlimited == null ? 0 : database.inTransaction(() -> letGo(lock(List.of(unlimited.at()))));
    }

    /** Lets go of the lines of gates, which the caller has locked, what fits. */
    int letGo(Set<Gate> gates) {
        Map<Gate, Integer> holders = countHolders(gates);
        return gates.stream()
                .mapToInt(gate -> letGo(gate, holders.getOrDefault(gate.unlimited(), 0)))
                .sum();
    }

    private int letGo(Gate gate, int holders) {
        List<InstanceId> next = new ArrayList<>();
        for (Waiter waiter : mapper.firstInLine(gate, MOST_LET_GO)) {
            if (holders + next.size() >= waiter.slotLimit()) {
                break;
            }
            next.add(waiter.id());
        }
        List<InstanceId> free = next.isEmpty() ? List.of() : mapper.lockParked(next);
        if (!free.isEmpty()) {
            mapper.unpark(free);
            mapper.delete(free);
        }
        return free.size();
    }

    /** Holds gates until the transaction ends. */
    Set<Gate> lock(Collection<Gate> gates) {
        mapper.lock(gates.stream().map(Gate::bucket).collect(toCollection(TreeSet::new)));
        return gates.stream().map(Gate::unlimited).collect(toSet());
    }

    /** How many hold a slot of a gate, which the caller has locked. */
    int holders(Gate gate) {
        return countHolders(List.of(gate)).getOrDefault(gate.unlimited(), 0);
    }

    private Map<Gate, Integer> countHolders(Collection<Gate> gates) {
        return new HashMap<>(mapper.countHolders(gates).stream()
                .collect(toMap(h -> new Gate(h.tenantId(), h.gate(), Integer.MAX_VALUE), Holders::holders)));
    }
}
