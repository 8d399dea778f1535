package io.taskservice.instance;

/**
 * How many due instances wait in a queue, of all tenants.
 *
 * @param queue name of the queue
 * @param instances how many are PENDING
 */
public record QueueSize(String queue, long instances) {}
