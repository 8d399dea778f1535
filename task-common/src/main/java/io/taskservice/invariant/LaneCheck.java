package io.taskservice.invariant;

import io.taskservice.queue.Lanes;
import io.taskservice.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what is due where no claim looks; a lane is opened in the transaction that adds the first instance to it. */
final class LaneCheck implements Check {

    private final Lanes lanes;

    LaneCheck(AuditMeans means) {
        this.lanes = new Lanes(means.database());
    }

    @Override
    public Invariant invariant() {
        return Invariant.LANE;
    }

    @Override
    public Finding run(@Nullable String place) {
        List<Violation> opened = lanes.openMissing().stream()
                .map(lane -> new Violation(lane.tenantId(), lane.queue(), "due instances, and no lane", true))
                .toList();
        return Finding.of(opened, Signal.INSTANCES_READY);
    }
}
