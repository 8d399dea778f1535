package io.taskservice.api.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.security.RouteRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the committed OpenAPI document promises of a route; the table of routes is held to it, not it to the table. */
final class Contract {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final JsonNode document;

    private Contract(JsonNode document) {
        this.document = document;
    }

    static Contract committed() throws IOException {
        return new Contract(new JsonMapper().readTree(Files.readString(Path.of("../docs/openapi.json"))));
    }

    /** A route of the table, as the document describes it. */
    Route route(RouteRule rule) {
        JsonNode operation = document.path("paths")
                .path(rule.pattern())
                .path(rule.method().name().toLowerCase(Locale.ROOT));
        assertThat(operation.isMissingNode())
                .as("docs/openapi.json lacks " + rule.method() + " " + rule.pattern())
                .isFalse();
        List<Thing> things = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(rule.pattern());
        while (parameter.find()) {
            things.add(Thing.of(rule.pattern(), parameter.group(1)));
        }
        String path = rule.pattern();
        for (JsonNode one : operation.path("parameters")) {
            if (one.path("in").asString("").equals("query")
                    && one.path("required").asBoolean(false)) {
                path += "?" + one.path("name").asString() + "={q}";
                things.add(Thing.INSTANCE);
            }
        }
        return new Route(
                rule.method().name(),
                path,
                operation.path("x-role").asString(""),
                operation.path("x-scope").asString(""),
                things,
                body(operation));
    }

    /** The example of its body; null: none is needed. */
    private @Nullable String body(JsonNode operation) {
        JsonNode body = operation.path("requestBody");
        if (!body.path("required").asBoolean(false)) {
            return null;
        }
        String schema = body.at("/content/application~1json/schema/$ref").asString();
        return document.at(schema.substring(1)).path("example").toString();
    }

    /**
     * A route.
     *
     * @param method its method
     * @param path its path with parameters in braces
     * @param role the least role that may use it
     * @param scope what it belongs to; empty: to nothing
     * @param things what its parameters name
     * @param body an example of what it is sent; null: nothing
     */
    record Route(
            String method,
            String path,
            String role,
            String scope,
            List<Thing> things,
            @Nullable String body) {

        boolean isOfThePlatform() {
            return role.equals("PLATFORM_ADMIN");
        }

        /** Whether its parameters name what belongs to tenants, and its tenant comes from the credential. */
        boolean isWalled() {
            return !things.isEmpty() && !things.contains(Thing.WORKER) && !things.contains(Thing.TENANT);
        }

        String path(List<String> ids) {
            String filled = path;
            for (String id : ids) {
                filled = PARAMETER.matcher(filled).replaceFirst(id);
            }
            return filled;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
