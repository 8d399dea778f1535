package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.StrictJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A handler that some live executor has.
 *
 * @param name what definitions call it by
 * @param description what it does, in a sentence; may be empty
 * @param paramsSchema JSON Schema of its params
 * @param nodes executors that have it
 * @param queues queues that these claim from
 */
@Schema(name = "Handler")
record HandlerView(
        String name,
        String description,

        @Nullable
        @Schema(
                implementation = Object.class,
                description = "A JSON Schema; null: the handler does not tell. Nothing is checked against it")
        JsonNode paramsSchema,

        Set<String> nodes,
        Set<String> queues) {

    private static final JsonMapper JSON = StrictJson.mapper();

    /** Reads a schema as it is stored. */
    static JsonNode parse(String schema) {
        return JSON.readTree(schema);
    }
}
