package io.taskservice.scaling;

/** Who says how many slots the executors use. */
public enum ScalingMode {
    /** A person. */
    MANUAL,
    /** Auto-scaling. */
    AUTO,
    /** Nobody: each uses all it has. */
    NONE
}
