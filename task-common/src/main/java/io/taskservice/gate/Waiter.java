package io.taskservice.gate;

import io.taskservice.identity.InstanceId;

/**
 * An instance in the line of a gate.
 *
 * @param id the instance
 * @param slotLimit most that run at once, says this instance
 */
record Waiter(InstanceId id, int slotLimit) {}
