package io.taskservice.executor;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Cuts text from handlers to what a column holds, before SQL: a long one must never fail the write it is part of. */
final class Text {

    /** What a TEXT column holds, less room for the mark. */
    static final int MOST_BYTES = 65_000;

    /** Bytes of a char at most: a pair is four, for two of them. */
    private static final int WIDEST = 3;

    private static final String MARK = "… (truncated)";

    private Text() {}

    /** At most {@code most} characters, with a mark where it was cut; never half of a surrogate pair. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - MARK.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + MARK;
    }

    /** At most what a TEXT column holds, with a mark where it was cut; never half of a surrogate pair. */
    static @Nullable String cutToColumn(@Nullable String text) {
        if (text == null || text.length() <= MOST_BYTES / WIDEST || fitting(text, MOST_BYTES) == text.length()) {
            return text;
        }
        return text.substring(0, fitting(text, MOST_BYTES - MARK.length() * WIDEST)) + MARK;
    }

    static String stackOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** How many of its first characters are together at most so many bytes. */
    private static int fitting(String text, int mostBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            bytes += widthOf(point);
            if (bytes > mostBytes) {
                return end;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    /** Bytes of a code point in UTF-8; half of a pair alone becomes a question mark. */
    private static int widthOf(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? WIDEST : 4;
    }
}
