package io.taskservice.invariant;

import static java.util.stream.Collectors.toMap;

import io.taskservice.delivery.Endpoint;
import io.taskservice.identity.TenantId;
import io.taskservice.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds deliveries that nobody takes.
 *
 * <p>Receivers are slow, and tenants have their rates: that much is due for long is nothing wrong, as long as the longest due
 * of each tenant changes. One that stays the longest due, with as many tries, is one that nobody takes.
 */
final class DeliveryCheck implements Check {

    private static final int MOST_ENDPOINTS = 1000;

    private final LateMapper mapper;
    private final Suspicions suspicions;
    private final AuditPatience patience;

    DeliveryCheck(AuditMeans means, AuditPatience patience, Suspicions suspicions) {
        this.mapper = means.database().mapper(LateMapper.class);
        this.suspicions = suspicions;
        this.patience = patience;
    }

    @Override
    public Invariant invariant() {
        return Invariant.DELIVERY;
    }

    @Override
    public Finding run(@Nullable String place) {
        List<Violation> violations = new ArrayList<>();
        mapper.timeless(InvariantChecks.MOST)
                .forEach(one -> violations.add(one.violation(mapper.giveTime(one.subject()) == 1)));
        suspicions
                .believe(invariant(), longestDue(), patience.slow())
                .forEach(late -> violations.add(late.violation(false)));
        return Finding.of(violations, Signal.DELIVERIES_READY);
    }

    private List<Suspect> longestDue() {
        Map<TenantId, Endpoint> first = mapper.lateEndpoints(patience.delivery(), MOST_ENDPOINTS).stream()
                .collect(toMap(Endpoint::tenantId, one -> one, (one, later) -> one, LinkedHashMap::new));
        return first.values().stream()
                .limit(InvariantChecks.MOST)
                .map(mapper::head)
                .filter(Objects::nonNull)
                .toList();
    }
}
