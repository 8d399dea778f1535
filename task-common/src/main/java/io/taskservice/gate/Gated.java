package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import org.jspecify.annotations.Nullable;

/** An instance, as one who moves it knows it, that may have a gate. */
public interface Gated {

    /** The instance. */
    InstanceId id();

    /** Its gate, as far as its mover knows; null: none. */
    @Nullable
    Gate gate();

    /** Whether it comes from a definition, whose limit may have been set, or taken away, since its mover looked. */
    boolean isOfDefinition();
}
