package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether a definition fires, in a word and in a sentence.
 *
 * @param code for machines
 * @param message for people
 */
@Schema(name = "FiringVerdict")
record FiringVerdict(Code code, String message) {

    /** A fire takes some milliseconds; whoever owns the partition may be lost, and then it takes a second or two. */
    private static final Duration PUNCTUAL = Duration.ofSeconds(5);

    /** Whether it fires. */
    enum Code {
        /** It does, and is not late. */
        ON_TIME,
        /** It is due for some seconds, and nothing is known to be in the way. */
        LATE,
        /** It does not, or what is due is left out. */
        BLOCKED
    }

    static FiringVerdict of(FiringState s, List<Blocker> blockers) {
        if (!blockers.isEmpty()) {
            return new FiringVerdict(Code.BLOCKED, blockers.get(0).message());
        }
        Instant next = s.definition().cursor().nextFireTime();
        if (next == null) {
            return new FiringVerdict(Code.ON_TIME, "It is not due");
        }
        Duration late = Duration.between(next, s.now());
        return late.compareTo(PUNCTUAL) > 0
                ? new FiringVerdict(
                        Code.LATE,
                        "It is due since " + next + " and " + Words.length(late)
                                + " late: the schedulers catch up, or cannot")
                : new FiringVerdict(Code.ON_TIME, "It fires next at " + next);
    }
}
