package io.taskservice.node;

/** Where a node stands. */
public enum NodeState {
    /** Renews its lease. */
    ALIVE,
    /** Stops: it finishes what it runs and takes nothing new. */
    DRAINING,
    /** Its lease ran out; its claims are being freed. */
    DEAD,
    /** Left in order, or nothing is left to free. */
    GONE
}
