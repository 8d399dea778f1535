package io.taskservice.gate;

import static java.util.stream.Collectors.toSet;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the slots of all gates with what the instances really do, and puts right what differs.
 *
 * <p>Nothing should ever differ, for every slot is given and taken in the transaction that moves its instance. What does
 * has been changed by hand, or by a bug: so it is counted, and the limit holds again all the same.
 */
public final class GateAudit {

    /** Of so many due instances of a tenant it is found out whose key they have. */
    private static final int MOST_DUE = 10_000;

    private final TaskDatabase database;
    private final GateAuditMapper mapper;
    private final GateMapper slots;
    private final Gates gates;

    public GateAudit(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(GateAuditMapper.class);
        this.slots = database.mapper(GateMapper.class);
        this.gates = new Gates(database);
    }

    /**
     * What an audit did.
     *
     * @param wrong what differed, and was put right
     * @param letGo instances of a line that may go now
     */
    public record Result(List<Wrong> wrong, int letGo) {

        static final Result NOTHING = new Result(List.of(), 0);
    }

    /**
     * Something that differed.
     *
     * @param tenant whose it is
     * @param id the instance, of a line the first
     * @param what what was wrong with it
     */
    public record Wrong(TenantId tenant, InstanceId id, String what) {}

    /** Looks without a lock; where something differs looks again under the lock of the gates concerned, and mends. */
    public Result mendSlots() {
        if (!mapper.anythingDiffers()) {
            return Result.NOTHING;
        }
        Set<Gate> suspects = suspects();
        List<Wrong> unparked = database.inTransaction(this::unparkWithoutGate);
        Result mended = suspects.isEmpty() ? Result.NOTHING : database.inTransaction(() -> mend(suspects));
        return new Result(
                Stream.concat(unparked.stream(), mended.wrong().stream()).toList(), mended.letGo() + unparked.size());
    }

    /**
     * Lets go on what waits where there is room, and all of a line whose limit was taken away. That there is room is
     * nothing wrong: who was let go holds no slot until it is claimed. It is wrong where nobody is left who would let the
     * line go: no holder, and none that was let go.
     */
    public Result letLinesGo() {
        Set<Gate> withRoom = mapper.lettingTooFewGo().stream().map(SlotRow::at).collect(toSet());
        Result some = withRoom.isEmpty() ? Result.NOTHING : database.inTransaction(() -> letGo(withRoom));
        int letGo = some.letGo();
        for (int more = gates.letUnlimitedGo(); more > 0; more = gates.letUnlimitedGo()) {
            letGo += more;
        }
        return new Result(some.wrong(), letGo);
    }

    private Result letGo(Set<Gate> withRoom) {
        gates.lock(withRoom);
        List<Wrong> heldUp =
                withRoom.stream().flatMap(gate -> heldUp(gate).stream()).toList();
        return new Result(heldUp, gates.letGo(withRoom));
    }

    /** The line of a gate, which is locked, if nobody would let it go. */
    private Optional<Wrong> heldUp(Gate gate) {
        List<Waiter> line = slots.firstInLine(gate, 1);
        boolean isHeldUp = !line.isEmpty()
                && line.get(0).slotLimit() != Integer.MAX_VALUE
                && gates.holders(gate) == 0
                && !anyDueOf(gate);
        return isHeldUp
                ? Optional.of(new Wrong(gate.tenantId(), line.get(0).id(), "first in the line of " + gate.name()))
                : Optional.empty();
    }

    private boolean anyDueOf(Gate gate) {
        String definition = gate.definition();
        return definition == null
                ? mapper.anyDueWith(gate.tenantId(), Objects.requireNonNull(gate.key()), MOST_DUE)
                : mapper.anyDueOf(gate.tenantId(), definition);
    }

    private Set<Gate> suspects() {
        Stream<Gate> ofSlots = mapper.wrong().stream().map(SlotRow::at);
        Stream<Gate> ofInstances = Stream.of(mapper.runningWithout(), mapper.parkedWithout())
                .flatMap(List::stream)
                .map(Unslotted::gate)
                .filter(Objects::nonNull)
                .map(Gate::unlimited);
        return Stream.concat(ofSlots, ofInstances).collect(toSet());
    }

    private Result mend(Set<Gate> suspects) {
        gates.lock(suspects);
        List<SlotRow> wrong = among(suspects, mapper.wrong(), SlotRow::at);
        if (!wrong.isEmpty()) {
            slots.delete(wrong.stream().map(SlotRow::id).toList());
        }
        List<Wrong> all = new ArrayList<>();
        wrong.forEach(one -> all.add(new Wrong(one.tenantId(), one.id(), "a slot or place at " + one.gate())));
        all.addAll(add(SlotState.HOLDS, among(suspects, mapper.runningWithout(), Unslotted::gate)));
        all.addAll(add(SlotState.WAITS, among(suspects, mapper.parkedWithout(), Unslotted::gate)));
        return new Result(all, gates.letGo(suspects));
    }

    private List<Wrong> add(SlotState state, List<Unslotted> instances) {
        List<Slot> missing = instances.stream()
                .map(one -> new Slot(one.id(), Objects.requireNonNull(one.gate()), one.priority(), one.runAt()))
                .toList();
        if (!missing.isEmpty()) {
            slots.insert(state, missing);
        }
        return missing.stream()
                .map(slot -> new Wrong(
                        slot.gate().tenantId(),
                        slot.id(),
                        state + " none at " + slot.gate().name()))
                .toList();
    }

    /** Parked, though nothing limits them. */
    private List<Wrong> unparkWithoutGate() {
        List<Wrong> free = mapper.parkedWithout().stream()
                .filter(one -> one.gate() == null)
                .map(one -> new Wrong(one.tenantId(), one.id(), "parked at no gate"))
                .toList();
        if (!free.isEmpty()) {
            mapper.unpark(free.stream().map(Wrong::id).toList());
        }
        return free;
    }

    private static <T> List<T> among(Set<Gate> suspects, Collection<T> found, Function<T, @Nullable Gate> gateOf) {
        return found.stream()
                .filter(one -> {
                    Gate gate = gateOf.apply(one);
                    return gate != null && suspects.contains(gate.unlimited());
                })
                .toList();
    }
}
