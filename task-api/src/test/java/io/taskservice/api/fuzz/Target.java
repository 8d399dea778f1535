package io.taskservice.api.fuzz;

import io.taskservice.api.security.RouteRule;
import io.taskservice.api.wall.Contract;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * An operation, and what the document says of it.
 *
 * @param route its route
 * @param operation its description
 * @param body the schema of its body; missing: it has none
 * @param statuses what it may answer
 */
record Target(Contract.Route route, JsonNode operation, JsonNode body, Set<Integer> statuses) {

    static Target of(Contract contract, RouteRule rule) {
        JsonNode operation = contract.operation(rule);
        Set<Integer> statuses = new TreeSet<>();
        operation.path("responses").propertyNames().forEach(status -> statuses.add(Integer.valueOf(status)));
        statuses.remove(500);
        return new Target(
                contract.route(rule),
                operation,
                contract.schema(operation.at("/requestBody/content/application~1json/schema")),
                statuses);
    }

    boolean isStream() {
        return route.path().endsWith("/stream");
    }

    boolean hasBody() {
        return !body.isMissingNode();
    }
}
