package io.taskservice.api.policy;

import static java.util.stream.Collectors.joining;

import io.taskservice.api.web.FieldError;
import io.taskservice.text.Nearest;
import io.taskservice.work.Route;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * A priority as a client writes it: a number, or one of the words that older clients know.
 *
 * @param level 1 (first) to 10 (last); null: what was written is neither
 * @param written what was written
 */
@JsonDeserialize(using = Priority.Reader.class)
public record Priority(@Nullable Integer level, String written) {

    private static final Map<String, Integer> WORDS = Map.of("high", 2, "normal", 5, "low", 8);
    private static final int LAST = 10;

    /** Its level; that of whoever names none when there is none. Only once it is checked. */
    public static int levelOf(@Nullable Priority priority) {
        return priority == null ? Route.DEFAULT_PRIORITY : Objects.requireNonNull(priority.level);
    }

    /** What is wrong with a priority; empty: nothing, or it was left out. */
    public static Optional<FieldError> check(@Nullable Priority priority) {
        if (priority == null || priority.level != null) {
            return Optional.empty();
        }
        String words = WORDS.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(word -> word.getKey() + " (" + word.getValue() + ")")
                .collect(joining(", "));
        String message = "priority is a number from 1, which goes first, to 10, or one of " + words + "; it is "
                + priority.written + Nearest.suggestion(priority.written.replace("\"", ""), WORDS.keySet());
        return Optional.of(new FieldError("priority", "INVALID_PRIORITY", message));
    }

    /** Reads whatever is written, so that what is wrong with it can be told together with all else. */
    static final class Reader extends StdDeserializer<Priority> {

        private static final int LONGEST_SHOWN = 20;

        Reader() {
            super(Priority.class);
        }

        @Override
        public Priority deserialize(JsonParser parser, DeserializationContext context) {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                parser.skipChildren();
                return new Priority(null, token == JsonToken.START_OBJECT ? "an object" : "an array");
            }
            String text = parser.getString();
            String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
            if (token == JsonToken.VALUE_STRING) {
                return new Priority(WORDS.get(text), "\"" + shown + "\"");
            }
            boolean isLevel = token == JsonToken.VALUE_NUMBER_INT && text.matches("[1-9]|" + LAST);
            return new Priority(isLevel ? Integer.valueOf(text) : null, shown);
        }
    }
}
