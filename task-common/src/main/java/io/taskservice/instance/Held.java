package io.taskservice.instance;

import io.taskservice.identity.InstanceId;

/**
 * An attempt that the database says a node holds.
 *
 * @param id the instance
 * @param attempt the attempt
 */
public record Held(InstanceId id, int attempt) {}
