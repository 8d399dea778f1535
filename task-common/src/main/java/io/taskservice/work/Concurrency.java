package io.taskservice.work;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many may run at once of the instances that share a key, or of those of one definition when there is no key.
 *
 * @param key as an instance carries it; a definition's or a request's may be a JSON pointer, {@code /customer/id}, to the
 *     key in the params; null: the definition itself is the key
 * @param limit most that run at once, in the whole cluster; at least 1
 */
public record Concurrency(@Nullable String key, int limit) {

    /** Longest key; what a pointer finds is refused or, at a fire, passed over when it is longer. */
    public static final int MOST_KEY_CHARACTERS = 128;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Whether the key is to be looked up in the params. */
    public boolean isPointer() {
        return key != null && key.startsWith("/");
    }

    /**
     * What an instance with these params carries: the key found, or no key when there is none to be found in them, so
     * that a limit never silently lapses.
     */
    public Concurrency resolvedIn(@Nullable String params) {
        return isPointer() ? new Concurrency(lookUp(params).orElse(null), limit) : this;
    }

    /** The text, number or boolean that the pointer points to in the params; empty: nothing, or no such value. */
    public Optional<String> lookUp(@Nullable String params) {
        if (key == null || params == null) {
            return Optional.empty();
        }
        try {
            JsonNode found = JSON.readTree(params).at(JsonPointer.compile(key));
            return found.isValueNode() && !found.isNull()
                    ? Optional.of(found.asString())
                            .filter(text -> !text.isEmpty() && text.length() <= MOST_KEY_CHARACTERS)
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
