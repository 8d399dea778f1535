package io.taskservice.api.security;

import static io.taskservice.api.security.Access.EDITOR;
import static io.taskservice.api.security.Access.OPERATOR;
import static io.taskservice.api.security.Access.OWNER;
import static io.taskservice.api.security.Access.PLATFORM_ADMIN;
import static io.taskservice.api.security.Access.PUBLIC;
import static io.taskservice.api.security.Access.VIEWER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.taskservice.tenant.KeyScope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/**
 * The table of routes and who may use them. A route that is not in it does not exist, whatever a controller says: that
 * is what makes forgetting one harmless. A key that is kept to some scopes reaches, of all routes with a scope, only theirs.
 */
public final class RouteRules {

    private static final String TASKS = "/api/v1/tasks";
    private static final String DEFINITIONS = TASKS + "/definitions";
    private static final String INSTANCES = TASKS + "/instances";
    private static final String SCHEDULER = TASKS + "/scheduler";
    private static final String QUEUES = "/api/v1/queues";
    private static final String DEAD_LETTERS = "/api/v1/dead-letters";
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String SECRETS = "/api/v1/secrets";
    private static final String AUDIT = "/api/v1/audit";
    private static final String TENANTS = "/api/v1/tenants";

    private static final String WORKERS = "/api/v1/workers";

    private static final List<RouteRule> HEALTH = List.of(
            new RouteRule(GET, "/actuator/health/**", PUBLIC, null),
            new RouteRule(GET, "/health", PUBLIC, null),
            new RouteRule(GET, "/livez", PUBLIC, null),
            new RouteRule(GET, "/readyz", PUBLIC, null));

    private static final List<RouteRule> API = List.of(
            new RouteRule(GET, "/v3/api-docs/**", PUBLIC, null),
            new RouteRule(GET, "/v3/api-docs.yaml", PUBLIC, null),
            new RouteRule(GET, "/swagger-ui/**", PUBLIC, null),
            new RouteRule(GET, "/swagger-ui.html", PUBLIC, null),
            new RouteRule(POST, TASKS, OPERATOR, KeyScope.SUBMIT),
            new RouteRule(POST, TASKS + "/submit", OPERATOR, KeyScope.SUBMIT),
            new RouteRule(POST, TASKS + "/batch", OPERATOR, KeyScope.SUBMIT),
            new RouteRule(POST, DEFINITIONS, EDITOR, KeyScope.DEFINITIONS),
            new RouteRule(GET, DEFINITIONS, VIEWER, KeyScope.DEFINITIONS),
            new RouteRule(GET, DEFINITIONS + "/{id}", VIEWER, KeyScope.DEFINITIONS),
            new RouteRule(PUT, DEFINITIONS + "/{id}", EDITOR, KeyScope.DEFINITIONS),
            new RouteRule(DELETE, DEFINITIONS + "/{id}", EDITOR, KeyScope.DEFINITIONS),
            new RouteRule(POST, DEFINITIONS + "/{id}/enable", OPERATOR, KeyScope.DEFINITIONS),
            new RouteRule(POST, DEFINITIONS + "/{id}/disable", OPERATOR, KeyScope.DEFINITIONS),
            new RouteRule(POST, DEFINITIONS + "/{id}/run", OPERATOR, KeyScope.DEFINITIONS),
            new RouteRule(GET, DEFINITIONS + "/{id}/next-fire-times", VIEWER, KeyScope.DEFINITIONS),
            new RouteRule(GET, DEFINITIONS + "/{id}/gaps", VIEWER, KeyScope.DEFINITIONS),
            new RouteRule(GET, DEFINITIONS + "/{id}/explain", VIEWER, KeyScope.DEFINITIONS),
            new RouteRule(POST, TASKS + "/schedules/preview", VIEWER, null),
            new RouteRule(GET, INSTANCES, VIEWER, KeyScope.INSTANCES),
            new RouteRule(GET, INSTANCES + "/{id}", VIEWER, KeyScope.INSTANCES),
            new RouteRule(DELETE, INSTANCES + "/{id}", EDITOR, KeyScope.INSTANCES),
            new RouteRule(PUT, INSTANCES + "/{id}/priority", OPERATOR, KeyScope.INSTANCES),
            new RouteRule(POST, INSTANCES + "/{id}/cancel", OPERATOR, KeyScope.INSTANCES),
            new RouteRule(POST, INSTANCES + "/{id}/retry", OPERATOR, KeyScope.INSTANCES),
            new RouteRule(GET, INSTANCES + "/{id}/logs", VIEWER, KeyScope.INSTANCES),
            new RouteRule(GET, INSTANCES + "/{id}/explain", VIEWER, KeyScope.INSTANCES),
            new RouteRule(GET, QUEUES, VIEWER, KeyScope.QUEUES),
            new RouteRule(POST, QUEUES, EDITOR, KeyScope.QUEUES),
            new RouteRule(GET, QUEUES + "/{name}", VIEWER, KeyScope.QUEUES),
            new RouteRule(PUT, QUEUES + "/{name}", EDITOR, KeyScope.QUEUES),
            new RouteRule(DELETE, QUEUES + "/{name}", EDITOR, KeyScope.QUEUES),
            new RouteRule(POST, QUEUES + "/{name}/pause", OPERATOR, KeyScope.QUEUES),
            new RouteRule(POST, QUEUES + "/{name}/resume", OPERATOR, KeyScope.QUEUES),
            new RouteRule(GET, "/api/v1/stats/queues", VIEWER, KeyScope.QUEUES),
            new RouteRule(GET, DEAD_LETTERS, VIEWER, KeyScope.INSTANCES),
            new RouteRule(GET, DEAD_LETTERS + "/groups", VIEWER, KeyScope.INSTANCES),
            new RouteRule(POST, DEAD_LETTERS + "/redrive", OPERATOR, KeyScope.INSTANCES),
            new RouteRule(POST, DEAD_LETTERS + "/discard", OPERATOR, KeyScope.INSTANCES),
            new RouteRule(GET, DEAD_LETTERS + "/{id}", VIEWER, KeyScope.INSTANCES),
            new RouteRule(DELETE, DEAD_LETTERS + "/{id}", OPERATOR, KeyScope.INSTANCES),
            new RouteRule(POST, DEAD_LETTERS + "/{id}/redrive", OPERATOR, KeyScope.INSTANCES),
            new RouteRule(GET, INSTANCES + "/{id}/logs/stream", VIEWER, KeyScope.INSTANCES),
            new RouteRule(GET, "/api/v1/events/stream", VIEWER, KeyScope.INSTANCES),
            new RouteRule(GET, SCHEDULER + "/status", VIEWER, KeyScope.DEFINITIONS),
            new RouteRule(GET, SCHEDULER + "/running", VIEWER, KeyScope.INSTANCES),
            new RouteRule(POST, SCHEDULER + "/start", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(POST, SCHEDULER + "/stop", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(POST, SCHEDULER + "/restart", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(GET, TASKS + "/stats", VIEWER, KeyScope.INSTANCES),
            new RouteRule(GET, WORKERS, VIEWER, null),
            new RouteRule(GET, WORKERS + "/status", VIEWER, null),
            new RouteRule(GET, WORKERS + "/stats", VIEWER, null),
            new RouteRule(GET, WORKERS + "/{id}", VIEWER, null),
            new RouteRule(POST, WORKERS + "/scale", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(DELETE, WORKERS + "/scale", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(POST, WORKERS + "/{id}/drain", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(POST, WORKERS + "/{id}/resume", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(GET, "/api/v1/stats/workers", VIEWER, null),
            new RouteRule(GET, "/api/v1/handlers", VIEWER, null),
            new RouteRule(GET, "/api/v1/status", VIEWER, null),
            new RouteRule(POST, WEBHOOKS, EDITOR, KeyScope.WEBHOOKS),
            new RouteRule(GET, WEBHOOKS, VIEWER, KeyScope.WEBHOOKS),
            new RouteRule(GET, WEBHOOKS + "/deliveries", VIEWER, KeyScope.WEBHOOKS),
            new RouteRule(POST, WEBHOOKS + "/deliveries/{id}/redeliver", OPERATOR, KeyScope.WEBHOOKS),
            new RouteRule(GET, WEBHOOKS + "/callback-secret", VIEWER, KeyScope.WEBHOOKS),
            new RouteRule(POST, WEBHOOKS + "/callback-secret/rotate", OWNER, KeyScope.WEBHOOKS),
            new RouteRule(GET, WEBHOOKS + "/{id}", VIEWER, KeyScope.WEBHOOKS),
            new RouteRule(PUT, WEBHOOKS + "/{id}", EDITOR, KeyScope.WEBHOOKS),
            new RouteRule(DELETE, WEBHOOKS + "/{id}", EDITOR, KeyScope.WEBHOOKS),
            new RouteRule(POST, WEBHOOKS + "/{id}/enable", EDITOR, KeyScope.WEBHOOKS),
            new RouteRule(POST, WEBHOOKS + "/{id}/disable", EDITOR, KeyScope.WEBHOOKS),
            new RouteRule(POST, WEBHOOKS + "/{id}/rotate-secret", OWNER, KeyScope.WEBHOOKS),
            new RouteRule(POST, WEBHOOKS + "/{id}/test", EDITOR, KeyScope.WEBHOOKS),
            new RouteRule(GET, WEBHOOKS + "/{id}/deliveries", VIEWER, KeyScope.WEBHOOKS),
            new RouteRule(GET, SECRETS, VIEWER, KeyScope.SECRETS),
            new RouteRule(PUT, SECRETS + "/{name}", OWNER, KeyScope.SECRETS),
            new RouteRule(DELETE, SECRETS + "/{name}", OWNER, KeyScope.SECRETS),
            new RouteRule(GET, AUDIT, OWNER, KeyScope.AUDIT),
            new RouteRule(GET, AUDIT + "/verify", OWNER, KeyScope.AUDIT),
            new RouteRule(GET, AUDIT + "/invariants", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(POST, TENANTS, PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(GET, TENANTS, PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(GET, TENANTS + "/{id}", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(PUT, TENANTS + "/{id}", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(GET, TENANTS + "/{id}/limits", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(PUT, TENANTS + "/{id}/limits", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(GET, TENANTS + "/{id}/quotas", VIEWER, null),
            new RouteRule(PUT, TENANTS + "/{id}/quotas", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(GET, TENANTS + "/{id}/usage", VIEWER, null),
            new RouteRule(POST, TENANTS + "/{id}/disable", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(POST, TENANTS + "/{id}/enable", PLATFORM_ADMIN, KeyScope.PLATFORM),
            new RouteRule(POST, TENANTS + "/{id}/keys", OWNER, KeyScope.KEYS),
            new RouteRule(POST, TENANTS + "/{id}/keys/{keyId}/rotate", OWNER, KeyScope.KEYS),
            new RouteRule(GET, TENANTS + "/{id}/keys", OWNER, KeyScope.KEYS),
            new RouteRule(DELETE, TENANTS + "/{id}/keys/{keyId}", OWNER, KeyScope.KEYS),
            // After all others below it: its id matches their last words too.
            new RouteRule(GET, TASKS + "/{id}", VIEWER, KeyScope.INSTANCES));

    private final List<RouteRule> probes;
    private final List<RouteRule> rules;

    private RouteRules(List<RouteRule> probes, List<RouteRule> api) {
        this.probes = probes;
        this.rules = Stream.concat(probes.stream(), api.stream()).toList();
    }

    /**
     * The rules of a process.
     *
     * @param playsApi whether it answers REST requests; if not, all there is to see is its health
     * @param metricsPublic whether Prometheus may scrape without a credential
     */
    public static RouteRules of(boolean playsApi, boolean metricsPublic) {
        RouteRule metrics = new RouteRule(GET, "/actuator/prometheus", metricsPublic ? PUBLIC : PLATFORM_ADMIN, null);
        return new RouteRules(Stream.concat(HEALTH.stream(), Stream.of(metrics)).toList(), playsApi ? API : List.of());
    }

    public List<RouteRule> all() {
        return rules;
    }

    /** The rule of a request; empty: there is no such route. */
    Optional<RouteRule> of(HttpServletRequest request) {
        return rules.stream().filter(rule -> rule.matches(request)).findFirst();
    }

    boolean isPublic(HttpServletRequest request) {
        return of(request).filter(rule -> rule.access() == PUBLIC).isPresent();
    }

    /** Whether it asks for health, or for metrics that are open: what must be answered however many others ask. */
    boolean isProbe(HttpServletRequest request) {
        return probes.stream()
                .filter(rule -> rule.matches(request))
                .findFirst()
                .filter(rule -> rule.access() == PUBLIC)
                .isPresent();
    }

    /** The methods that the path of a request has routes for. */
    List<HttpMethod> methodsAt(HttpServletRequest request) {
        return rules.stream()
                .filter(rule -> rule.path().matches(request))
                .map(RouteRule::method)
                .distinct()
                .toList();
    }
}
