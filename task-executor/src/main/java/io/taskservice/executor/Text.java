package io.taskservice.executor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts text from handlers to what a column holds, before SQL: a long one must never fail the write it is part of. */
final class Text {

    /** What a TEXT column holds, less room for the mark. */
    static final int MOST_BYTES = 65_000;

    private static final int MOST_BYTES_PER_CHARACTER = 3;
    private static final String MARK = "… (truncated)";
    private static final int MARK_BYTES = MARK.getBytes(StandardCharsets.UTF_8).length;

    private Text() {}

    /** At most {@code most} characters, with a mark where it was cut; never half of a surrogate pair. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - MARK.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + MARK;
    }

    /** At most what a TEXT column holds, in UTF-8, with a mark where it was cut. */
    static @Nullable String cutToColumn(@Nullable String text) {
        if (text == null || text.length() <= MOST_BYTES / MOST_BYTES_PER_CHARACTER) {
            return text;
        }
        return fitting(text, MOST_BYTES) == text.length()
                ? text
                : text.substring(0, fitting(text, MOST_BYTES - MARK_BYTES)) + MARK;
    }

    static String stackOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** How many of its first characters are together at most so many bytes in UTF-8; never half of a surrogate pair. */
    private static int fitting(String text, int mostBytes) {
        CharBuffer characters = CharBuffer.wrap(text);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(characters, ByteBuffer.allocate(mostBytes), true);
        return characters.position();
    }
}
