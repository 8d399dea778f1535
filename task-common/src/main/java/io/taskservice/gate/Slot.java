package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import java.time.Instant;

/**
 * An instance at its gate.
 *
 * @param id the instance
 * @param gate its gate
 * @param priority its place in line: lower goes first
 * @param runAt its place in line among its like: earlier goes first
 */
public record Slot(InstanceId id, Gate gate, int priority, Instant runAt) {

    /** Stands in for the run_at of an instance that waits for a slot; within what DATETIME holds. */
    public static final Instant PARKED = Instant.parse("9998-01-01T00:00:00Z");
}
