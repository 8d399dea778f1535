package io.taskservice.tenant;

/** Whether a tenant may use the platform. */
public enum TenantStatus {
    /** It may. */
    ACTIVE,
    /** Its keys are refused and its definitions do not fire. */
    DISABLED
}
