package io.taskservice.api.explain;

import java.time.Duration;

/** Puts numbers and durations into sentences. */
final class Words {

    private static final Duration EXACT = Duration.ofSeconds(10);

    private Words() {}

    /** {@code 1 instance}, {@code 2 instances}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 340 ms}, {@code 90 s}, {@code 3 h 20 min}: two units at most. */
    static String length(Duration duration) {
        if (duration.compareTo(EXACT) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 2
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " days";
    }
}
