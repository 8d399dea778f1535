package io.taskservice.firing;

import io.taskservice.identity.InstanceId;
import io.taskservice.instance.InstanceStatus;
import java.time.Instant;

/**
 * The instance that a fire time made.
 *
 * @param id the instance
 * @param fireTime the fire time
 * @param status where it stands
 */
public record FiredInstance(InstanceId id, Instant fireTime, InstanceStatus status) {}
