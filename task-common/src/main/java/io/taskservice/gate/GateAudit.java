package io.taskservice.gate;

import static java.util.stream.Collectors.toSet;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
     * @param repaired slots that were missing, wrong or too many
     * @param letGo instances of a line that may go now
     */
    public record Result(int repaired, int letGo) {}

    /** Mends what differs, and lets all of a line go whose limit was taken away. */
    public Result auditOnce() {
        if (!mapper.anythingDiffers()) {
            return new Result(0, 0);
        }
        Result mended = mendOnce();
        int letGo = mended.letGo();
        for (int some = gates.letUnlimitedGo(); some > 0; some = gates.letUnlimitedGo()) {
            letGo += some;
        }
        return new Result(mended.repaired(), letGo);
    }

    /** Looks without a lock; where something differs looks again under the lock of the gates concerned, and mends. */
    private Result mendOnce() {
        Set<Gate> suspects = suspects();
        int unparked = database.inTransaction(this::unparkWithoutGate);
        return suspects.isEmpty()
                ? new Result(unparked, unparked)
                : database.inTransaction(() -> mend(suspects, unparked));
    }

    private Set<Gate> suspects() {
        Stream<Gate> ofSlots = Stream.of(mapper.wrong(), mapper.lettingTooFewGo())
                .flatMap(List::stream)
                .map(SlotRow::at);
        Stream<Gate> ofInstances = Stream.of(mapper.runningWithout(), mapper.parkedWithout())
                .flatMap(List::stream)
                .map(Unslotted::gate)
                .filter(Objects::nonNull)
                .map(Gate::unlimited);
        return Stream.concat(ofSlots, ofInstances).collect(toSet());
    }

    private Result mend(Set<Gate> suspects, int unparked) {
        gates.lock(suspects);
        List<InstanceId> wrong = ids(among(suspects, mapper.wrong(), SlotRow::at), SlotRow::id);
        if (!wrong.isEmpty()) {
            slots.delete(wrong);
        }
        int missing = add(SlotState.HOLDS, among(suspects, mapper.runningWithout(), Unslotted::gate))
                + add(SlotState.WAITS, among(suspects, mapper.parkedWithout(), Unslotted::gate));
        return new Result(wrong.size() + missing + unparked, gates.letGo(suspects) + unparked);
    }

    private int add(SlotState state, List<Unslotted> instances) {
        List<Slot> missing = instances.stream()
                .map(one -> new Slot(one.id(), Objects.requireNonNull(one.gate()), one.priority(), one.runAt()))
                .toList();
        if (!missing.isEmpty()) {
            slots.insert(state, missing);
        }
        return missing.size();
    }

    /** Parked, though nothing limits them. */
    private int unparkWithoutGate() {
        List<InstanceId> free = mapper.parkedWithout().stream()
                .filter(one -> one.gate() == null)
                .map(Unslotted::id)
                .toList();
        return free.isEmpty() ? 0 : mapper.unpark(free);
    }

    private static <T> List<T> among(Set<Gate> suspects, Collection<T> found, Function<T, @Nullable Gate> gateOf) {
        return found.stream()
                .filter(one -> {
                    Gate gate = gateOf.apply(one);
                    return gate != null && suspects.contains(gate.unlimited());
                })
                .toList();
    }

    private static <T> List<InstanceId> ids(List<T> found, Function<T, InstanceId> idOf) {
        return found.stream().map(idOf).toList();
    }
}
