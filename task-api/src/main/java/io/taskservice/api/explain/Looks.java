package io.taskservice.api.explain;

import io.taskservice.gate.GateLook;
import io.taskservice.instance.InstanceLine;
import io.taskservice.queue.LaneLook;

/**
 * Where one looks to tell why something waits.
 *
 * @param line the lines in which instances wait
 * @param lanes pauses, limits and rates
 * @param gates the limits of definitions and keys
 */
record Looks(InstanceLine line, LaneLook lanes, GateLook gates) {}
