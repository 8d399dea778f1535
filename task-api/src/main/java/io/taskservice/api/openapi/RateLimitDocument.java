package io.taskservice.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.taskservice.api.web.RateLimitFields;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpHeaders;

/** Declares the fields that tell of limits: on all that is counted, and when to come back on what is refused for now. */
final class RateLimitDocument implements GlobalOpenApiCustomizer {

    private static final Set<String> PASSING = Set.of("429", "503");

    @Override
    public void customise(OpenAPI document) {
        describe(document.getComponents());
        document.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .forEach(RateLimitDocument::declare);
    }

    private static void describe(Components components) {
        components
                .addHeaders(
                        RateLimitFields.POLICY,
                        header(
                                "A limit of this node, or a quota of the tenant: its name, how many units (q) in how many"
                                        + " seconds (w). Absent while limits are off.",
                                new StringSchema()))
                .addHeaders(
                        RateLimitFields.STATE,
                        header(
                                "What is left of it: its name, how many units (r), and in how many seconds there are more"
                                        + " (t).",
                                new StringSchema()))
                .addHeaders(
                        HttpHeaders.RETRY_AFTER,
                        header("Seconds after which to try again.", new IntegerSchema().format(null)));
    }

    private static void declare(Operation operation) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2") || status.startsWith("4")) {
                refer(response, RateLimitFields.POLICY);
                refer(response, RateLimitFields.STATE);
            }
            if (PASSING.contains(status)) {
                refer(response, HttpHeaders.RETRY_AFTER);
            }
        });
    }

    private static void refer(ApiResponse response, String name) {
        response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
    }

    private static Header header(String description, Schema<?> schema) {
        return new Header().description(description).schema(schema);
    }
}
