package io.taskservice.live;

import io.taskservice.instance.InstanceStatus;

/** How many of a tenant's instances are in a status in a queue, as far as they were counted. */
public record QueueDepth(String queue, InstanceStatus status, int instances) {}
