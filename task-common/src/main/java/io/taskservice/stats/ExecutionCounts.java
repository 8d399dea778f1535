package io.taskservice.stats;

/**
 * What ended in a stretch of time.
 *
 * @param successes instances that ended SUCCESS
 * @param failures instances that ended FAILED
 * @param durationMs sum of the durations of their last attempts, milliseconds
 */
public record ExecutionCounts(long successes, long failures, long durationMs) {

    /** Nothing ended. */
    public static final ExecutionCounts NONE = new ExecutionCounts(0, 0, 0);

    /** Successes of all that ended, 0 to 1; 1 when nothing did, so that an alert on it stays quiet. */
    public double successRate() {
        long ended = successes + failures;
        return ended == 0 ? 1 : (double) successes / ended;
    }

    /** Mean duration in seconds; 0 when nothing ended. */
    public double averageSeconds() {
        long ended = successes + failures;
        return ended == 0 ? 0 : durationMs / 1000.0 / ended;
    }
}
