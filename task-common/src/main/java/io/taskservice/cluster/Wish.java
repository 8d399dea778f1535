package io.taskservice.cluster;

/** What people want the schedulers to do. */
public enum Wish {
    /** Fire what is due. */
    RUNNING,
    /** Fire nothing; what is queued still runs. */
    STOPPED
}
