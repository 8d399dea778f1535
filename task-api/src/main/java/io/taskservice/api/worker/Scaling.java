package io.taskservice.api.worker;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.identity.TenantId;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.scaling.Workforce;
import io.taskservice.signal.Signal;
import java.util.Map;

/** Stores how many slots a person wants of all executors together. */
final class Scaling {

    private static final String OBJECT = "workers";

    private final ScalingRepository scaling;
    private final Changes changes;

    Scaling(ScalingRepository scaling, Changes changes) {
        this.scaling = scaling;
        this.changes = changes;
    }

    Workforce want(Caller caller, int slots) {
        return changes.make(() -> {
            scaling.want(slots, caller.keyId());
            return changed(caller, Map.of("wanted", slots));
        });
    }

    Workforce wantNothing(Caller caller) {
        return changes.make(() -> scaling.wantNothing() ? changed(caller, Map.of()) : scaling.look());
    }

    private Workforce changed(Caller caller, Map<String, ?> detail) {
        changes.record(caller, TenantId.SYSTEM, "workers.scale", OBJECT, detail);
        changes.tellAfterwards(Signal.WORKERS_WISHED);
        return scaling.look();
    }
}
