package io.taskservice.instance;

import java.util.Map;

/**
 * What a rescue has freed.
 *
 * @param claims how many claims
 * @param failed how many of them failed for good, by handler
 */
public record Rescued(int claims, Map<String, Long> failed) {}
