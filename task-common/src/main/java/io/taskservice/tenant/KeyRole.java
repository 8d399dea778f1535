package io.taskservice.tenant;

/** What a key may do; each role includes those before it. */
public enum KeyRole {
    /** See everything that is its tenant's. */
    VIEWER,
    /** And act on what is there: run, submit, cancel, retry, pause. */
    OPERATOR,
    /** And create, change and delete definitions, queues and webhooks. */
    EDITOR,
    /** And manage its tenant's keys and secrets. */
    OWNER,
    /** And manage tenants, the schedulers and the executors. */
    PLATFORM_ADMIN;

    public boolean includes(KeyRole other) {
        return compareTo(other) >= 0;
    }
}
