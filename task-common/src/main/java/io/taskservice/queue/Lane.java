package io.taskservice.queue;

import io.taskservice.identity.TenantId;

/**
 * A lane in which something is due, and which is not paused.
 *
 * @param tenantId the tenant
 * @param queue the queue
 * @param weight its tenant's share of the slots, relative to those of other tenants
 * @param limits how many limits bear on it: the queue's own, the one of the tenant as a whole
 * @param runningQuota most of its tenant's instances that may run at once; 0: no quota
 */
public record Lane(TenantId tenantId, String queue, int weight, int limits, int runningQuota) {

    /** Whether a claim has to ask how much may start. */
    public boolean isLimited() {
        return limits > 0 || runningQuota > 0;
    }
}
