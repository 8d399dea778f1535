package io.taskservice.definition;

import java.time.Duration;

/**
 * How fires that are late or overlap are dealt with.
 *
 * @param misfire what becomes of late ones
 * @param misfireThreshold a fire time later than this is a misfire
 * @param misfireMax FIRE_ALL: at most this many, the newest
 * @param overlap what a fire does while an earlier instance is active
 */
public record FiringPolicy(MisfirePolicy misfire, Duration misfireThreshold, int misfireMax, OverlapPolicy overlap) {

    /** Late by a minute: fire once; overlaps allowed. */
    public static final FiringPolicy DEFAULT =
            new FiringPolicy(MisfirePolicy.FIRE_ONCE, Duration.ofMinutes(1), 100, OverlapPolicy.ALLOW);
}
