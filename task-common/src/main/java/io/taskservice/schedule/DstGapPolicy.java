package io.taskservice.schedule;

/** What becomes of a cron fire whose local time is skipped when the clocks go forward. */
public enum DstGapPolicy {
    /** It fires once, at the first instant after the gap; this is the default. */
    FIRE,
    /** It does not fire; {@link CronSchedule#skippedBetween} reports it so that it can be recorded. */
    SKIP
}
