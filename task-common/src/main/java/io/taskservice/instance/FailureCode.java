package io.taskservice.instance;

/** Why an instance is FAILED or CANCELLED, for machines; the error_code column. */
public enum FailureCode {
    /** The handler returned a failure. */
    HANDLER_FAILED,
    /** The handler threw. */
    HANDLER_EXCEPTION,
    /** The attempt ran longer than its timeout. */
    TIMEOUT,
    /** It did not start before its queue timeout was over. */
    EXPIRED,

    /** The params refer to a secret that the tenant does not have. */
    SECRET_MISSING,
    /** A secret cannot be read with the master keys of the node. */
    SECRET_UNREADABLE,
    /** The node was lost and the instance may run at most once. */
    NODE_LOST,
    /** The node was lost so often that the instance itself is suspected. */
    POISON,
    /** The handler's outcome could not be stored as it was. */
    OUTCOME_NOT_STORED,
    /** A person asked for it. */
    CANCELLED,
    /** A later fire of a REPLACE definition asked for it. */
    REPLACED
}
