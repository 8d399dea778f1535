package io.taskservice.schedule;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** The bounds that a period or a delay must keep. */
final class Interval {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(36_525); // 100 years of 365.25 days

    private Interval() {}

    /** Returns the interval if it is 1 s to 100 years in whole milliseconds; refuses it otherwise. */
    static Duration checked(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0) {
            throw refused(interval, "is too short; the shortest is 1000 ms (1 second)");
        }
        if (interval.compareTo(LONGEST) > 0) {
            throw refused(interval, "is too long; the longest is " + LONGEST.toMillis() + " ms (100 years)");
        }
        if (!interval.truncatedTo(ChronoUnit.MILLIS).equals(interval)) {
            throw refused(interval, "has a fraction of a millisecond; use whole milliseconds");
        }
        return interval;
    }

    private static InvalidScheduleException refused(Duration interval, String why) {
        return new InvalidScheduleException("intervalMs", "an interval of " + interval + " " + why);
    }
}
