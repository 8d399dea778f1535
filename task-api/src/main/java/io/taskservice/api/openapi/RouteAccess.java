package io.taskservice.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.taskservice.api.security.RouteRule;
import io.taskservice.api.security.RouteRules;
import io.taskservice.tenant.KeyScope;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds to each operation the role and the scope that the table of routes asks for. */
final class RouteAccess implements GlobalOpenApiCustomizer {

    private final RouteRules rules;

    RouteAccess(RouteRules rules) {
        this.rules = rules;
    }

    @Override
    public void customise(OpenAPI document) {
        document.getPaths()
                .forEach((path, item) -> rules.all().stream()
                        .filter(rule -> rule.pattern().equals(path))
                        .forEach(rule -> {
                            Operation operation = item.readOperationsMap()
                                    .get(PathItem.HttpMethod.valueOf(
                                            rule.method().name()));
                            if (operation != null) {
                                describe(operation, rule);
                            }
                        }));
    }

    private static void describe(Operation operation, RouteRule rule) {
        KeyScope scope = rule.scope();
        operation.addExtension("x-role", rule.access().name());
        if (scope != null) {
            operation.addExtension("x-scope", scope.text());
        }
        operation.setDescription(sentence(operation.getDescription(), rule, scope));
    }

    private static String sentence(@Nullable String description, RouteRule rule, @Nullable KeyScope scope) {
        String needed = "Needs the role " + rule.access()
                + (scope == null ? "." : ", and the scope " + scope.text() + " of a key that has scopes.");
        return description == null || description.isBlank() ? needed : description + "\n\n" + needed;
    }
}
