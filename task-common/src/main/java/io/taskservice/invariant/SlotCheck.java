package io.taskservice.invariant;

import io.taskservice.gate.GateAudit;
import io.taskservice.signal.Signal;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the gates compared with the instances; what it finds was seen under the locks of the gates, and is put right there. */
final class SlotCheck implements Check {

    private final Invariant invariant;
    private final Supplier<GateAudit.Result> audit;

    private SlotCheck(Invariant invariant, Supplier<GateAudit.Result> audit) {
        this.invariant = invariant;
        this.audit = audit;
    }

    /** First the slots, then the lines: who may go is known when the slots are right. */
    static List<Check> both(AuditMeans means) {
        GateAudit gates = new GateAudit(means.database());
        return List.of(
                new SlotCheck(Invariant.SLOT, gates::mendSlots), new SlotCheck(Invariant.LINE, gates::letLinesGo));
    }

    @Override
    public Invariant invariant() {
        return invariant;
    }

    @Override
    public Finding run(@Nullable String place) {
        GateAudit.Result result = audit.get();
        List<Violation> violations = result.wrong().stream()
                .map(wrong -> new Violation(wrong.tenant(), wrong.id().value(), wrong.what(), true))
                .toList();
        return result.letGo() > 0
                ? new Finding(violations, Set.of(Signal.INSTANCES_READY), null)
                : Finding.of(violations);
    }
}
