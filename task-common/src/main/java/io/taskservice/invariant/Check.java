package io.taskservice.invariant;

import org.jspecify.annotations.Nullable;

/** Looks whether an invariant holds, and puts right what can be put right safely. */
public interface Check {

    /** Which. */
    Invariant invariant();

    /** Looks once; {@code place} is where the pass before ended, null: at the start. */
    Finding run(@Nullable String place);
}
