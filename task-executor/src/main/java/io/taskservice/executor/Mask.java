package io.taskservice.executor;

import io.taskservice.secret.SecretReferences;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what an attempt was told of secrets by {@code ***} in everything it leaves behind.
 *
 * <p>It knows a value as it is, as it stands in JSON and as it stands in a URL. A value of less than four characters stays:
 * it would turn up in every other word.
 */
final class Mask {

    private static final String MARK = "***";
    private static final int LEAST_CHARACTERS = 4;

    private volatile List<String> hidden = List.of();

    /** Hides these from now on; the longest first, for one may be part of another. */
    void hide(Collection<String> values) {
        hidden = values.stream()
                .filter(value -> value.length() >= LEAST_CHARACTERS)
                .flatMap(Mask::forms)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** The text without any of them. */
    String apply(String text) {
        String masked = text;
        for (String value : hidden) {
            masked = masked.replace(value, MARK);
        }
        return masked;
    }

    /** As {@link #apply}, of something that may not be there. */
    @Nullable
    String applyTo(@Nullable String text) {
        return text == null ? null : apply(text);
    }

    /** Whether the text holds any of them. */
    boolean isNeededIn(String text) {
        return hidden.stream().anyMatch(text::contains);
    }

    private static Stream<String> forms(String value) {
        String inUrl = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return Stream.of(value, SecretReferences.escaped(value), inUrl, inUrl.replace("+", "%20"));
    }
}
