package io.taskservice.work;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a user marks instances with, to find them by.
 *
 * @param byName values by name, in the order of the names
 */
public record Labels(SortedMap<String, String> byName) {

    /** No labels. */
    public static final Labels NONE = new Labels(new TreeMap<>());

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    public Labels {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    public static Labels of(Map<String, String> byName) {
        return byName.isEmpty() ? NONE : new Labels(new TreeMap<>(byName));
    }

    /** Reads what {@link #toJson} wrote. */
    public static Labels parse(@Nullable String json) {
        return json == null ? NONE : new Labels(JSON.readValue(json, TEXTS));
    }

    /** A JSON object; null when there are none, so that no column is filled for nothing. */
    public @Nullable String toJson() {
        return byName.isEmpty() ? null : JSON.writeValueAsString(byName);
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }
}
