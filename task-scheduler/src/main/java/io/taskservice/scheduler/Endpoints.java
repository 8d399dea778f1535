package io.taskservice.scheduler;

import io.taskservice.delivery.Endpoint;
import io.taskservice.identity.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Shares the deliveries that a node may have under way: half of them for one tenant, a quarter for one endpoint, and one
 * for an endpoint that did not answer last time, so that whoever is slow or away holds up nobody else.
 */
final class Endpoints {

    /** More are not remembered: it costs a slot or two, no more. */
    private static final int MOST_SILENT = 10_000;

    private final int most;
    private final Map<TenantId, Integer> ofTenants = new HashMap<>();
    private final Map<Endpoint, Integer> ofEndpoints = new HashMap<>();
    private final Set<Endpoint> silent = new HashSet<>();
    private int underWay;

    Endpoints(int most) {
        this.most = most;
    }

    /** How many more may go out at all. */
    synchronized int free() {
        return most - underWay;
    }

    /** How many more may go to an endpoint now. */
    synchronized int room(Endpoint endpoint) {
        int ofTenant = Math.max(1, most / 2) - ofTenants.getOrDefault(endpoint.tenantId(), 0);
        int ofEndpoint = silent.contains(endpoint) ? 1 : Math.max(1, most / 4);
        int left = ofEndpoint - ofEndpoints.getOrDefault(endpoint, 0);
        return Math.max(0, Math.min(most - underWay, Math.min(ofTenant, left)));
    }

    synchronized void begin(Endpoint endpoint) {
        underWay++;
        ofTenants.merge(endpoint.tenantId(), 1, Integer::sum);
        ofEndpoints.merge(endpoint, 1, Integer::sum);
    }

    synchronized void end(Endpoint endpoint) {
        underWay--;
        ofTenants.computeIfPresent(endpoint.tenantId(), (tenant, count) -> count == 1 ? null : count - 1);
        ofEndpoints.computeIfPresent(endpoint, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Notes whether an endpoint answered, whatever it answered. */
    synchronized void answered(Endpoint endpoint, boolean answered) {
        if (answered) {
            silent.remove(endpoint);
        } else if (silent.size() < MOST_SILENT) {
            silent.add(endpoint);
        }
    }
}
