package io.taskservice.tenant;

/** What a key may do. */
public enum KeyRole {
    /** Everything that is its tenant's. */
    TENANT,
    /** That, and managing tenants and the schedulers. */
    PLATFORM_ADMIN
}
