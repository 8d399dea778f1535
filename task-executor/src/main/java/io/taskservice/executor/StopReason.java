package io.taskservice.executor;

/** Why an attempt was asked to stop before its handler was done. */
enum StopReason {
    /** Somebody cancelled the instance. */
    CANCELLED,
    /** It ran longer than its timeout. */
    TIMEOUT,
    /** The node stops. */
    SHUTDOWN,
    /** The node can no longer renew its lease: another may run the next attempt. */
    LEASE_LOST
}
