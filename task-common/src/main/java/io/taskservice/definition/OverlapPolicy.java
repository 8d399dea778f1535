package io.taskservice.definition;

/** What a fire does while an earlier instance of its definition has not ended. */
public enum OverlapPolicy {
    /** Runs beside it. */
    ALLOW,
    /** Is skipped, as a recorded gap. */
    FORBID,
    /** Waits until it has ended. */
    QUEUE,
    /** Cancels it and runs once it has ended. */
    REPLACE;

    /** Whether instances of such a definition run one after the other. */
    public boolean isSerial() {
        return this == QUEUE || this == REPLACE;
    }
}
