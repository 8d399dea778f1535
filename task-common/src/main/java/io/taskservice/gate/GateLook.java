package io.taskservice.gate;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import java.util.List;

/** Looks at gates for people who ask why something waits there: takes no lock, so what it tells is a moment old. */
public final class GateLook {

    private static final int MOST_NAMED = 5;

    private final GateMapper slots;
    private final GateLookMapper mapper;

    public GateLook(TaskDatabase database) {
        this.slots = database.mapper(GateMapper.class);
        this.mapper = database.mapper(GateLookMapper.class);
    }

    /** How things stand for an instance at its gate; {@code most}: its line is counted so far. */
    public GateState look(Gate gate, InstanceId instance, int most) {
        int holders = slots.countHolders(List.of(gate)).stream()
                .mapToInt(Holders::holders)
                .sum();
        Place place = mapper.place(gate, instance);
        Integer before = place == null ? null : Math.min(most, mapper.countBefore(gate, place, most));
        return new GateState(gate, holders, mapper.holders(gate, MOST_NAMED), before);
    }
}
