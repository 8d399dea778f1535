package io.taskservice.usage;

import io.taskservice.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Adds up what tenants use on this node, until it is stored. */
public final class UsageMeter {

    private final Map<TenantId, UsageCounts> counts = new ConcurrentHashMap<>();

    /** Counts something that has happened. */
    public void add(TenantId tenant, UsageCounts used) {
        counts.merge(tenant, used, UsageCounts::plus);
    }

    /** Counts something once the transaction under way is committed, and not if it is rolled back. */
    public void addAfterCommit(TenantId tenant, UsageCounts used) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                add(tenant, used);
            }
        });
    }

    /** Takes what has come together. */
    List<TenantUsage> take() {
        List<TenantUsage> taken = new ArrayList<>();
        for (TenantId tenant : counts.keySet()) {
            UsageCounts used = counts.remove(tenant);
            if (used != null) {
                taken.add(new TenantUsage(tenant, used));
            }
        }
        return taken;
    }

    /** Puts back what could not be stored. */
    void putBack(List<TenantUsage> taken) {
        taken.forEach(one -> add(one.tenantId(), one.counts()));
    }
}
