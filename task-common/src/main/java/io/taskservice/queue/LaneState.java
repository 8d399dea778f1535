package io.taskservice.queue;

import java.util.List;

/**
 * How things stand in a lane.
 *
 * @param running how many of it run
 * @param bounds what people have set up for its queue and for its tenant as a whole
 * @param sharing how many lanes of its queue, of all tenants, have something due and are not paused
 */
public record LaneState(int running, List<LaneBound> bounds, int sharing) {}
