package io.taskservice.invariant;

import io.taskservice.signal.Signal;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is done about what is late.
 *
 * @param mends whether it puts anything right; if not, what is late is only told
 * @param apply does so
 * @param wake who may have missed it
 */
record Remedy(boolean mends, Consumer<List<Suspect>> apply, Set<Signal> wake) {

    /** Only wakes. */
    static Remedy none(Signal... wake) {
        return new Remedy(false, late -> {}, Set.of(wake));
    }

    static Remedy of(Consumer<List<Suspect>> apply, Signal... wake) {
        return new Remedy(true, apply, Set.of(wake));
    }
}
