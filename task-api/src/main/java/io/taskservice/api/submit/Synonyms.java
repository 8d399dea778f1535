package io.taskservice.api.submit;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * Refuses a body that gives one field under two of its names: reading it, the last would win in silence.
 *
 * <p>It looks at names only, in objects of one depth, in a body that has been read as JSON before.
 */
final class Synonyms {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** By other name: the field's own. */
    private final Map<String, String> fields = new HashMap<>();

    Synonyms(Class<? extends Record> request) {
        for (RecordComponent component : request.getRecordComponents()) {
            JsonAlias aliases = component.getAccessor().getAnnotation(JsonAlias.class);
            if (aliases != null) {
                fields.put(component.getName(), component.getName());
                for (String alias : aliases.value()) {
                    fields.put(alias, component.getName());
                }
            }
        }
    }

    /** Refuses it if an object at {@code depth}, the outermost is at 1, names a field twice. */
    void requireOneNameEach(byte[] body, int depth) {
        Map<String, String> given = new HashMap<>();
        int level = 0;
        try (JsonParser parser = FACTORY.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    level++;
                    if (level > depth) {
                        parser.skipChildren();
                        level--;
                    }
                } else if (token.isStructEnd()) {
                    level--;
                    given.clear();
                } else if (token == JsonToken.PROPERTY_NAME && level == depth) {
                    add(given, parser.currentName());
                }
            }
        }
    }

    private void add(Map<String, String> given, String name) {
        String field = fields.get(name);
        String before = field == null ? null : given.put(field, name);
        if (before != null) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    name,
                    "GIVEN_TWICE",
                    before + " and " + name + " are two names of one field; give one of them");
        }
    }
}
