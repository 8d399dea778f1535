package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import java.time.Instant;

/**
 * Where an instance stands in the line of a gate.
 *
 * @param id the instance
 * @param priority lower goes first
 * @param runAt earlier goes first among its like
 */
record Place(InstanceId id, int priority, Instant runAt) {}
