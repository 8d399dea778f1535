package io.taskservice.api.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks texts for what no table and no log should ever hold. */
public final class Texts {

    private Texts() {}

    /** A field error when the text has control characters or half a surrogate pair; several lines may be allowed. */
    public static Optional<FieldError> check(String field, @Nullable String text, boolean multiline) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && !(multiline && isWhitespace(c)))) {
            return Optional.of(new FieldError(
                    field, "INVALID_CHARACTER", field + " has a control character; use visible characters"));
        }
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? Optional.empty()
                : Optional.of(new FieldError(
                        field, "INVALID_CHARACTER", field + " has half of a surrogate pair; send whole characters"));
    }

    /**
     * A filter on a column of ASCII. Another text could not be compared with it, and is what none there is; so is the
     * empty one, which is taken instead.
     */
    public static @Nullable String asciiFilter(@Nullable String text) {
        return text == null || StandardCharsets.US_ASCII.newEncoder().canEncode(text) ? text : "";
    }

    private static boolean isWhitespace(int c) {
        return c == '\n' || c == '\r' || c == '\t';
    }
}
