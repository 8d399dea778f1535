package io.taskservice.quota;

import java.util.OptionalInt;

/** Token buckets that all nodes share. */
public interface RateSource {

    /** None: each node is on its own. */
    RateSource NONE = (name, perSecond, wanted) -> OptionalInt.empty();

    /**
     * Takes up to {@code wanted} tokens from the bucket of that name, which gains {@code perSecond} a second and holds as
     * many; returns how many there were. Empty: it cannot be said now.
     */
    OptionalInt take(String name, int perSecond, int wanted);
}
