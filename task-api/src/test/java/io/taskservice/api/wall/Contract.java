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
public final class Contract {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final JsonNode document;

    private Contract(JsonNode document) {
        this.document = document;
    }

    /** The committed document. */
    public static Contract committed() throws IOException {
        return new Contract(new JsonMapper().readTree(Files.readString(Path.of("../docs/openapi.json"))));
    }

    /** What the document says of a route of the table. */
    public JsonNode operation(RouteRule rule) {
        JsonNode operation = document.path("paths")
                .path(rule.pattern())
                .path(rule.method().name().toLowerCase(Locale.ROOT));
        assertThat(operation.isMissingNode())
                .as("docs/openapi.json lacks " + rule.method() + " " + rule.pattern())
                .isFalse();
        return operation;
    }

    /** A schema, be it there or elsewhere in the document. */
    public JsonNode schema(JsonNode schema) {
        JsonNode ref = schema.path("$ref");
        return ref.isMissingNode() ? schema : document.at(ref.asString().substring(1));
    }

    /** A route of the table, as the document describes it. */
    public Route route(RouteRule rule) {
        JsonNode operation = operation(rule);
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
        return schema(body.at("/content/application~1json/schema"))
                .path("example")
                .toString();
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
    public record Route(
            String method,
            String path,
            String role,
            String scope,
            List<Thing> things,
            @Nullable String body) {

        /** Whether only platform administrators may use it. */
        public boolean isOfThePlatform() {
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
