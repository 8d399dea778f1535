package io.taskservice.instance;

/**
 * How many instances are in a status.
 *
 * @param status the status
 * @param instances how many
 */
public record StatusCount(InstanceStatus status, long instances) {}
