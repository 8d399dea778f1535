package io.taskservice.executor;

import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads params, which are data from users: into the types handlers ask for, and into nothing else. */
final class ParamsReader {

    private static final String NOTHING = "{}";

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Reads params into a type; an IllegalArgumentException says where they do not fit. */
    <T> T read(String params, Class<T> type) {
        try {
            return mapper.readValue(params.isBlank() ? NOTHING : params, type);
        } catch (StreamReadException e) {
            throw notJson(e);
        } catch (JacksonException e) {
            throw unfit(type, e);
        }
    }

    /** Reads params as a JSON tree; none at all are an empty object. */
    JsonNode tree(String params) {
        try {
            return mapper.readTree(params.isBlank() ? NOTHING : params);
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** Reads a part of the params into a type. */
    Object convert(JsonNode node, JavaType type) {
        try {
            return mapper.treeToValue(node, type);
        } catch (JacksonException e) {
            throw unfit(type.getRawClass(), e);
        }
    }

    /** Jackson's name of a type. */
    JavaType typeOf(Type type) {
        return mapper.constructType(type);
    }

    /** A handler's result as text: strings as they are, anything else as JSON. */
    String write(Object value) {
        return value instanceof CharSequence text ? text.toString() : mapper.writeValueAsString(value);
    }

    private static IllegalArgumentException notJson(JacksonException e) {
        return new IllegalArgumentException("The params are not JSON: " + e.getOriginalMessage(), e);
    }

    private static IllegalArgumentException unfit(Class<?> type, JacksonException e) {
        return new IllegalArgumentException(
                "The params do not fit " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
}
