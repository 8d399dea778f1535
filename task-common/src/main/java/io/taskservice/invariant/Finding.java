package io.taskservice.invariant;

import io.taskservice.signal.Signal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pass found of one invariant.
 *
 * @param violations what broke it
 * @param wake who has something to do because of what was put right
 * @param place where the next pass goes on; null: from the start
 */
public record Finding(
        List<Violation> violations,
        Set<Signal> wake,
        @Nullable String place) {

    static final Finding NOTHING = new Finding(List.of(), Set.of(), null);

    static Finding of(List<Violation> violations, Signal... wake) {
        return violations.isEmpty() ? NOTHING : new Finding(violations, Set.of(wake), null);
    }

    /** The same, of a stretch that the next pass continues. */
    Finding upTo(@Nullable String end) {
        return new Finding(violations, wake, end);
    }

    /** How many of them were put right. */
    public long repaired() {
        return violations.stream().filter(Violation::repaired).count();
    }
}
