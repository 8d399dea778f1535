package io.taskservice.api.security;

import io.taskservice.identity.TenantId;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.TenantRepository;
import io.taskservice.tenant.TenantStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells whose credential still counts, of those whose requests go on for long. */
public final class CallerCheck {

    private final ApiKeys keys;
    private final TenantRepository tenants;
    private final InstantSource clock;

    CallerCheck(ApiKeys keys, TenantRepository tenants, InstantSource clock) {
        this.keys = keys;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Those whose key is live, or whose token has not ended; and whose tenant is active, or who manage the platform. */
    public Set<Caller> stillUsable(Collection<Caller> callers) {
        List<String> ids = callers.stream()
                .filter(caller -> caller.validUntil() == null)
                .map(Caller::keyId)
                .distinct()
                .toList();
        Set<String> live = ids.isEmpty() ? Set.of() : keys.stillUsable(ids);
        Instant now = clock.instant();
        return callers.stream().filter(caller -> isUsable(caller, live, now)).collect(Collectors.toSet());
    }

    private boolean isUsable(Caller caller, Set<String> live, Instant now) {
        Instant validUntil = caller.validUntil();
        if (validUntil == null) {
            return live.contains(caller.keyId());
        }
        return now.isBefore(validUntil) && (caller.isPlatformAdmin() || isActive(caller.tenant()));
    }

    private boolean isActive(TenantId id) {
        return tenants.find(id)
                .filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
                .isPresent();
    }
}
