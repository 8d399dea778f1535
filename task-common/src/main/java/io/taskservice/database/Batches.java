package io.taskservice.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into statements that every server takes: by number, and by the length of their texts.
 *
 * <p>A statement longer than {@code max_allowed_packet} (16 MiB on MariaDB, unless set lower) is refused whole, however
 * often it is sent. A character is at most seven bytes: a control character, escaped in JSON and again in SQL.
 */
public final class Batches {

    /** Most rows of one statement. */
    public static final int MOST_ROWS = 500;

    /** Most characters of their texts: less than 4 MiB in any case, which is the lowest limit in use. */
    public static final long MOST_CHARACTERS = 500_000;

    private Batches() {}

    /** Takes the first rows of a queue that fit one statement; at least one, if there is one. */
    public static <T> List<T> take(Queue<T> rows, ToLongFunction<? super T> characters) {
        List<T> batch = new ArrayList<>();
        long length = 0;
        for (T next = rows.peek(); next != null && batch.size() < MOST_ROWS; next = rows.peek()) {
            length += characters.applyAsLong(next);
            if (!batch.isEmpty() && length > MOST_CHARACTERS) {
                break;
            }
            batch.add(rows.remove());
        }
        return batch;
    }

    /** All rows, in as many statements as they need. */
    public static <T> List<List<T>> of(List<T> rows, ToLongFunction<? super T> characters) {
        List<List<T>> batches = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        long length = 0;
        for (T next : rows) {
            length += characters.applyAsLong(next);
            if (batch.size() == MOST_ROWS || (!batch.isEmpty() && length > MOST_CHARACTERS)) {
                batches.add(batch);
                batch = new ArrayList<>();
                length = characters.applyAsLong(next);
            }
            batch.add(next);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    /** Characters of a text; a null has none. */
    public static long lengthOf(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
