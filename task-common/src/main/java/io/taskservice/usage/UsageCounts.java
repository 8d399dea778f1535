package io.taskservice.usage;

import java.time.Duration;

/**
 * What was used in a stretch of time.
 *
 * @param submits instances that people and programs asked for
 * @param refusals instances and definitions refused because a quota was used up
 * @param fires instances made from fire times
 * @param attempts attempts whose outcome stands
 * @param successes instances that an attempt ended SUCCESS
 * @param failures instances that an attempt ended FAILED
 * @param runMs sum of the durations of the attempts, milliseconds
 * @param logBytes bytes of the log messages kept
 * @param deliveries tries to deliver an event
 */
public record UsageCounts(
        long submits,
        long refusals,
        long fires,
        long attempts,
        long successes,
        long failures,
        long runMs,
        long logBytes,
        long deliveries) {

    /** Nothing. */
    public static final UsageCounts NONE = new UsageCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static UsageCounts ofSubmits(long instances) {
        return new UsageCounts(instances, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public static UsageCounts ofRefusals(long refusals) {
        return new UsageCounts(0, refusals, 0, 0, 0, 0, 0, 0, 0);
    }

    public static UsageCounts ofFires(long instances) {
        return new UsageCounts(0, 0, instances, 0, 0, 0, 0, 0, 0);
    }

    /** One attempt; at most one of the two flags is set. */
    public static UsageCounts ofAttempt(Duration duration, boolean success, boolean failure) {
        return new UsageCounts(0, 0, 0, 1, success ? 1 : 0, failure ? 1 : 0, duration.toMillis(), 0, 0);
    }

    public static UsageCounts ofLog(long bytes) {
        return new UsageCounts(0, 0, 0, 0, 0, 0, 0, bytes, 0);
    }

    public static UsageCounts ofDeliveries(long tries) {
        return new UsageCounts(0, 0, 0, 0, 0, 0, 0, 0, tries);
    }

    /** Both together. */
    public UsageCounts plus(UsageCounts other) {
        return new UsageCounts(
                submits + other.submits,
                refusals + other.refusals,
                fires + other.fires,
                attempts + other.attempts,
                successes + other.successes,
                failures + other.failures,
                runMs + other.runMs,
                logBytes + other.logBytes,
                deliveries + other.deliveries);
    }
}
