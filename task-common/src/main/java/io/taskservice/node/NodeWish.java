package io.taskservice.node;

/** What people want a node's executor to do. */
public enum NodeWish {
    /** Claim what it can run. */
    WORK,
    /** Finish what it runs and claim nothing. */
    DRAIN
}
