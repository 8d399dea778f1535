package io.taskservice.api.explain;

/** What can be in the way, for machines. */
enum BlockerCode {
    /** Its time has not come: a later instant, or the back-off of a retry. */
    NOT_DUE(false),
    /** An earlier instance of its definition has not ended, and the overlap policy lets one wait for the other. */
    OVERLAP(false),
    /** As many of the instances with its key run as may. */
    CONCURRENCY_KEY(false),
    /** As many of its definition run as may. */
    DEFINITION_CONCURRENCY(false),
    /** Its queue is paused. */
    QUEUE_PAUSED(true),
    /** All queues of the tenant are paused. */
    TENANT_PAUSED(true),
    /** No scheduler lives: nothing fires, no retry comes back, no lost node is noticed. */
    NO_LIVE_SCHEDULER(true),
    /** No executor lives. */
    EXECUTORS_DOWN(true),
    /** No live executor has its handler. */
    NO_NODE_WITH_HANDLER(true),
    /** No live executor that could run it claims from its queue. */
    NO_NODE_FOR_QUEUE(true),
    /** All executors that could run it drain, or stop. */
    NODES_DRAINING(true),
    /** People or auto-scaling let the executors that could run it use no slot. */
    NO_SLOTS_WANTED(true),
    /** As many of its queue run as may. */
    QUEUE_LIMIT(false),
    /** As many of the tenant run as may. */
    TENANT_LIMIT(false),
    /** As many of the tenant run as its quota lets. */
    TENANT_QUOTA(false),
    /** The rate of its queue holds the next start back. */
    QUEUE_RATE(false),
    /** The rate of the tenant holds the next start back. */
    TENANT_RATE(false),
    /** Every slot of the executors that could run it is taken. */
    ALL_SLOTS_BUSY(false),
    /** The definition is disabled. */
    DISABLED(true),
    /** The tenant is disabled. */
    TENANT_DISABLED(true),
    /** The schedulers have been asked to stop. */
    SCHEDULER_STOPPED(true),
    /** It is before startsAt, or after endsAt. */
    OUTSIDE_VALIDITY(true),
    /** The schedule has no fire left. */
    NEVER_AGAIN(true),
    /** An instance is active, and the overlap policy FORBID leaves out what is due meanwhile. */
    FORBID_OVERLAP(false),
    /** The next fire of a FIXED_DELAY is set when its instance ends. */
    WAITS_FOR_END(false),
    /** Its schedule cannot be read, so the schedulers set it aside. */
    UNPLANNABLE(true);

    private final boolean lasting;

    BlockerCode(boolean lasting) {
        this.lasting = lasting;
    }

    /** Whether it lasts until somebody does something, so that nobody can tell when it ends. */
    boolean isLasting() {
        return lasting;
    }
}
