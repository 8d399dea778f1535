package io.taskservice.instance;

import io.taskservice.identity.InstanceId;

/**
 * Due instances that have waited for some time.
 *
 * @param queue where they wait
 * @param handler what they wait for
 * @param instances how many
 * @param example the oldest of them
 */
public record Waiting(String queue, String handler, long instances, InstanceId example) {}
