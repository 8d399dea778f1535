package io.taskservice.usage;

import io.taskservice.identity.TenantId;
import io.taskservice.quota.TenantQuotas;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows which tenants have used up their quota of logs for today, as of the last look: asking costs nothing, so handlers
 * that log never wait for it.
 */
public final class LogAllowance {

    private final UsageRepository usage;
    private final TenantQuotas quotas;
    private volatile Set<TenantId> usedUp = Set.of();

    public LogAllowance(UsageRepository usage, TenantQuotas quotas) {
        this.usage = usage;
        this.quotas = quotas;
    }

    /** Whether lines of a tenant's instances are kept now. */
    public boolean isOpenTo(TenantId tenant) {
        return !usedUp.contains(tenant);
    }

    /** Looks at those who have logged, and again at those who may not: a new day, or a larger quota, lets them go on. */
    void look(Collection<TenantId> logged) {
        Set<TenantId> asked = new HashSet<>(logged);
        asked.addAll(usedUp);
        if (!asked.isEmpty()) {
            Map<TenantId, Long> kept = usage.logBytesToday(asked);
            usedUp = asked.stream()
                    .filter(tenant -> isUsedUp(tenant, kept.getOrDefault(tenant, 0L)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private boolean isUsedUp(TenantId tenant, long kept) {
        long most = quotas.of(tenant).logBytesPerDay();
        return most > 0 && kept >= most;
    }
}
