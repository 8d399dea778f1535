package io.taskservice.invariant;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds what is late; what is so for long is put right, by the hand whose duty it was, and looked at once more. */
final class LateCheck implements Check {

    private final Invariant invariant;
    private final Supplier<List<Suspect>> look;
    private final Suspicions suspicions;
    private final Duration patience;
    private final Remedy remedy;

    LateCheck(
            Invariant invariant,
            Supplier<List<Suspect>> look,
            Suspicions suspicions,
            Duration patience,
            Remedy remedy) {
        this.invariant = invariant;
        this.look = look;
        this.suspicions = suspicions;
        this.patience = patience;
        this.remedy = remedy;
    }

    @Override
    public Invariant invariant() {
        return invariant;
    }

    @Override
    public Finding run(@Nullable String place) {
        List<Suspect> late = suspicions.believe(invariant, look.get(), patience);
        if (late.isEmpty()) {
            return Finding.NOTHING;
        }
        remedy.apply().accept(late);
        Set<Suspect> left = new HashSet<>(remedy.mends() ? look.get() : late);
        List<Violation> violations =
                late.stream().map(one -> one.violation(!left.contains(one))).toList();
        return new Finding(violations, remedy.wake(), null);
    }
}
