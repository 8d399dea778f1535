package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things stand at the gate of an instance.
 *
 * @param gate what is limited, and how far, says the instance
 * @param holders how many hold a slot
 * @param some the ids of some of them
 * @param before how many in its line go before the instance, counted up to a bound; null: it is in no line
 */
public record GateState(
        Gate gate,
        int holders,
        List<InstanceId> some,
        @Nullable Integer before) {

    /** Whether the instance would get no slot now. */
    public boolean isFull() {
        return holders >= gate.limit();
    }
}
