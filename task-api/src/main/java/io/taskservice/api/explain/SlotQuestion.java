package io.taskservice.api.explain;

import io.taskservice.gate.GateState;
import io.taskservice.identity.InstanceId;
import java.util.List;

/** Is there a slot for it, where only so many of its definition, or with its key, run at once? */
final class SlotQuestion implements BlockerFinder {

    @Override
    public List<Blocker> find(Situation s) {
        GateState gate = s.gate();
        if (gate == null) {
            return List.of();
        }
        boolean isHeldBack = s.instance().waitsForASlot() || (s.isDue() && gate.isFull());
        return isHeldBack ? List.of(blocker(gate)) : List.of();
    }

    private static Blocker blocker(GateState state) {
        String key = state.gate().key();
        int limit = state.gate().limit();
        String whose = key == null ? "of its definition" : "with the concurrency key " + key;
        String message = state.holders() + " " + whose + " run, and no more than " + limit + " may";
        return Blocker.of(key == null ? BlockerCode.DEFINITION_CONCURRENCY : BlockerCode.CONCURRENCY_KEY, message)
                .with("key", key)
                .with("limit", limit)
                .with("running", state.holders())
                .with("holders", state.some().stream().map(InstanceId::value).toList());
    }
}
