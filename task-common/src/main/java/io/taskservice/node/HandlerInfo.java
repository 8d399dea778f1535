package io.taskservice.node;

import org.jspecify.annotations.Nullable;

/**
 * What a handler says of itself.
 *
 * @param name its name
 * @param description what it does, in a sentence; may be empty
 * @param paramsSchema JSON Schema of its params, an object; null: not told
 */
public record HandlerInfo(
        String name, String description, @Nullable String paramsSchema) {}
