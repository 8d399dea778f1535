package io.taskservice.api.security;

import static io.taskservice.api.security.Access.PLATFORM_ADMIN;
import static io.taskservice.api.security.Access.PUBLIC;
import static io.taskservice.api.security.Access.TENANT;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/**
 * The table of routes and who may use them. A route that is not in it does not exist, whatever a controller says: that
 * is what makes forgetting one harmless.
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
            new RouteRule(GET, "/actuator/health/**", PUBLIC),
            new RouteRule(GET, "/health", PUBLIC),
            new RouteRule(GET, "/livez", PUBLIC),
            new RouteRule(GET, "/readyz", PUBLIC));

    private static final List<RouteRule> API = List.of(
            new RouteRule(GET, "/v3/api-docs/**", PUBLIC),
            new RouteRule(GET, "/v3/api-docs.yaml", PUBLIC),
            new RouteRule(GET, "/swagger-ui/**", PUBLIC),
            new RouteRule(GET, "/swagger-ui.html", PUBLIC),
            new RouteRule(POST, TASKS, TENANT),
            new RouteRule(POST, TASKS + "/submit", TENANT),
            new RouteRule(POST, TASKS + "/batch", TENANT),
            new RouteRule(POST, DEFINITIONS, TENANT),
            new RouteRule(GET, DEFINITIONS, TENANT),
            new RouteRule(GET, DEFINITIONS + "/{id}", TENANT),
            new RouteRule(PUT, DEFINITIONS + "/{id}", TENANT),
            new RouteRule(DELETE, DEFINITIONS + "/{id}", TENANT),
            new RouteRule(POST, DEFINITIONS + "/{id}/enable", TENANT),
            new RouteRule(POST, DEFINITIONS + "/{id}/disable", TENANT),
            new RouteRule(POST, DEFINITIONS + "/{id}/run", TENANT),
            new RouteRule(GET, DEFINITIONS + "/{id}/next-fire-times", TENANT),
            new RouteRule(GET, DEFINITIONS + "/{id}/gaps", TENANT),
            new RouteRule(POST, TASKS + "/schedules/preview", TENANT),
            new RouteRule(GET, INSTANCES, TENANT),
            new RouteRule(GET, INSTANCES + "/{id}", TENANT),
            new RouteRule(DELETE, INSTANCES + "/{id}", TENANT),
            new RouteRule(PUT, INSTANCES + "/{id}/priority", TENANT),
            new RouteRule(POST, INSTANCES + "/{id}/cancel", TENANT),
            new RouteRule(POST, INSTANCES + "/{id}/retry", TENANT),
            new RouteRule(GET, INSTANCES + "/{id}/logs", TENANT),
            new RouteRule(GET, QUEUES, TENANT),
            new RouteRule(POST, QUEUES, TENANT),
            new RouteRule(GET, QUEUES + "/{name}", TENANT),
            new RouteRule(PUT, QUEUES + "/{name}", TENANT),
            new RouteRule(DELETE, QUEUES + "/{name}", TENANT),
            new RouteRule(POST, QUEUES + "/{name}/pause", TENANT),
            new RouteRule(POST, QUEUES + "/{name}/resume", TENANT),
            new RouteRule(GET, "/api/v1/stats/queues", TENANT),
            new RouteRule(GET, DEAD_LETTERS, TENANT),
            new RouteRule(GET, DEAD_LETTERS + "/groups", TENANT),
            new RouteRule(POST, DEAD_LETTERS + "/redrive", TENANT),
            new RouteRule(POST, DEAD_LETTERS + "/discard", TENANT),
            new RouteRule(GET, DEAD_LETTERS + "/{id}", TENANT),
            new RouteRule(DELETE, DEAD_LETTERS + "/{id}", TENANT),
            new RouteRule(POST, DEAD_LETTERS + "/{id}/redrive", TENANT),
            new RouteRule(GET, INSTANCES + "/{id}/logs/stream", TENANT),
            new RouteRule(GET, "/api/v1/events/stream", TENANT),
            new RouteRule(GET, SCHEDULER + "/status", TENANT),
            new RouteRule(GET, SCHEDULER + "/running", TENANT),
            new RouteRule(POST, SCHEDULER + "/start", PLATFORM_ADMIN),
            new RouteRule(POST, SCHEDULER + "/stop", PLATFORM_ADMIN),
            new RouteRule(POST, SCHEDULER + "/restart", PLATFORM_ADMIN),
            new RouteRule(GET, TASKS + "/stats", TENANT),
            new RouteRule(GET, WORKERS, TENANT),
            new RouteRule(GET, WORKERS + "/status", TENANT),
            new RouteRule(GET, WORKERS + "/stats", TENANT),
            new RouteRule(GET, WORKERS + "/{id}", TENANT),
            new RouteRule(POST, WORKERS + "/scale", PLATFORM_ADMIN),
            new RouteRule(DELETE, WORKERS + "/scale", PLATFORM_ADMIN),
            new RouteRule(POST, WORKERS + "/{id}/drain", PLATFORM_ADMIN),
            new RouteRule(POST, WORKERS + "/{id}/resume", PLATFORM_ADMIN),
            new RouteRule(GET, "/api/v1/stats/workers", TENANT),
            new RouteRule(GET, "/api/v1/handlers", TENANT),
            new RouteRule(GET, "/api/v1/status", TENANT),
            new RouteRule(POST, WEBHOOKS, TENANT),
            new RouteRule(GET, WEBHOOKS, TENANT),
            new RouteRule(GET, WEBHOOKS + "/deliveries", TENANT),
            new RouteRule(POST, WEBHOOKS + "/deliveries/{id}/redeliver", TENANT),
            new RouteRule(GET, WEBHOOKS + "/callback-secret", TENANT),
            new RouteRule(POST, WEBHOOKS + "/callback-secret/rotate", TENANT),
            new RouteRule(GET, WEBHOOKS + "/{id}", TENANT),
            new RouteRule(PUT, WEBHOOKS + "/{id}", TENANT),
            new RouteRule(DELETE, WEBHOOKS + "/{id}", TENANT),
            new RouteRule(POST, WEBHOOKS + "/{id}/enable", TENANT),
            new RouteRule(POST, WEBHOOKS + "/{id}/disable", TENANT),
            new RouteRule(POST, WEBHOOKS + "/{id}/rotate-secret", TENANT),
            new RouteRule(POST, WEBHOOKS + "/{id}/test", TENANT),
            new RouteRule(GET, WEBHOOKS + "/{id}/deliveries", TENANT),
            new RouteRule(GET, SECRETS, TENANT),
            new RouteRule(PUT, SECRETS + "/{name}", TENANT),
            new RouteRule(DELETE, SECRETS + "/{name}", TENANT),
            new RouteRule(GET, AUDIT, TENANT),
            new RouteRule(GET, AUDIT + "/verify", TENANT),
            new RouteRule(POST, TENANTS, PLATFORM_ADMIN),
            new RouteRule(GET, TENANTS, PLATFORM_ADMIN),
            new RouteRule(GET, TENANTS + "/{id}", PLATFORM_ADMIN),
            new RouteRule(GET, TENANTS + "/{id}/limits", PLATFORM_ADMIN),
            new RouteRule(PUT, TENANTS + "/{id}/limits", PLATFORM_ADMIN),
            new RouteRule(POST, TENANTS + "/{id}/disable", PLATFORM_ADMIN),
            new RouteRule(POST, TENANTS + "/{id}/enable", PLATFORM_ADMIN),
            new RouteRule(POST, TENANTS + "/{id}/keys", PLATFORM_ADMIN),
            new RouteRule(GET, TENANTS + "/{id}/keys", PLATFORM_ADMIN),
            new RouteRule(DELETE, TENANTS + "/{id}/keys/{keyId}", PLATFORM_ADMIN),
            // After all others below it: its id matches their last words too.
            new RouteRule(GET, TASKS + "/{id}", TENANT));

    private final List<RouteRule> rules;

    private RouteRules(List<RouteRule> rules) {
        this.rules = rules;
    }

    /**
     * The rules of a process.
     *
     * @param playsApi whether it answers REST requests; if not, all there is to see is its health
     * @param metricsPublic whether Prometheus may scrape without a credential
     */
    public static RouteRules of(boolean playsApi, boolean metricsPublic) {
        RouteRule metrics = new RouteRule(GET, "/actuator/prometheus", metricsPublic ? PUBLIC : PLATFORM_ADMIN);
        return new RouteRules(Stream.of(HEALTH, List.of(metrics), playsApi ? API : List.<RouteRule>of())
                .flatMap(List::stream)
                .toList());
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

    /** The methods that the path of a request has routes for. */
    List<HttpMethod> methodsAt(HttpServletRequest request) {
        return rules.stream()
                .filter(rule -> rule.path().matches(request))
                .map(RouteRule::method)
                .distinct()
                .toList();
    }
}
