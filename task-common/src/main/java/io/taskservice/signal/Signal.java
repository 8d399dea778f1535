package io.taskservice.signal;

/** What may have changed; it carries nothing else, because MySQL knows the rest. */
public enum Signal {
    /** Instances became claimable. */
    INSTANCES_READY,
    /** Instances will become claimable at a later instant. */
    INSTANCES_SCHEDULED,
    /** Definitions were created, edited, enabled or disabled. */
    DEFINITIONS_CHANGED,
    /** A running instance shall be cancelled. */
    CANCEL_REQUESTED,
    /** People wished the schedulers to start, stop or restart. */
    SCHEDULER_WISHED,
    /** People or auto-scaling wished the executors to use more or fewer slots, or one of them to drain or to work. */
    WORKERS_WISHED,
    /** Events wait to be delivered. */
    DELIVERIES_READY
}
