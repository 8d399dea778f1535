package io.taskservice.invariant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an invariant.
 *
 * @param invariant which
 * @param checkedAt when a pass last looked to its end; null: never
 * @param violatedAt when it was last found broken; null: never
 * @param found how often it was found broken
 * @param repaired how often of these it was put right
 * @param examples the last few, newest first
 */
public record InvariantState(
        Invariant invariant,
        @Nullable Instant checkedAt,
        @Nullable Instant violatedAt,
        long found,
        long repaired,
        List<Example> examples) {

    /**
     * How it was broken once.
     *
     * @param tenant whose it was; null: nobody's, or unknown
     * @param subject id or name of it
     * @param seen what was seen
     * @param repaired whether it was put right
     * @param at when it was found
     */
    public record Example(@Nullable String tenant, String subject, String seen, boolean repaired, Instant at) {

        static Example of(Violation violation, Instant at) {
            return new Example(
                    violation.tenant() == null ? null : violation.tenant().value(),
                    violation.subject(),
                    violation.seen(),
                    violation.repaired(),
                    at);
        }
    }
}
