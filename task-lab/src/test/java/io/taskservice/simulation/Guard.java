package io.taskservice.simulation;

/** What the database keeps from happening; the simulation is run without one of them to show that it would be missed. */
public enum Guard {
    /** UNIQUE (task_definition_id, fire_time). */
    FIRE_KEY,
    /** UNIQUE (tenant_id, request_key). */
    REQUEST_KEY,
    /** A cursor is moved from where it was seen. */
    CURSOR,
    /** What is due is locked until it has fired. */
    DUE_LOCK,
    /** An outcome is written of the attempt that runs, by the node that holds it, which is known under a lock. */
    COMPLETION_FENCE,
    /** An outcome is written of what is RUNNING. */
    COMPLETION_STATUS,
    /** What is claimed is locked until it runs. */
    CLAIM_LOCK,
    /** Only a node whose lease is over is declared dead. */
    LEASE,
    /** A lease that is over is never renewed. */
    RENEWAL,
    /** Only what the dead node still holds is freed. */
    FREED_NODE,
    /** Only what still waits is promoted. */
    PROMOTION,
    /** A gate is held while its slots are counted and taken. */
    GATE_LOCK,
    /** A definition is held while what follows an end is decided. */
    FOLLOWING_LOCK,
    /** Only what has not ended is cancelled. */
    CANCEL
}
