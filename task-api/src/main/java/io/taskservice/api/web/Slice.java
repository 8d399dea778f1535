package io.taskservice.api.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list that is too long to be counted.
 *
 * @param items what is in it
 * @param nextCursor where the next one begins; null: this is the last
 */
public record Slice<T>(
        List<T> items,

        @Nullable @Schema(description = "Give it as cursor to go on; null: this is the last slice")
        String nextCursor) {

    /** Makes a slice of at most {@code limit} items from a read of one more, which only tells whether there are more. */
    public static <R, T> Slice<T> of(List<R> read, int limit, Function<R, T> view, Function<R, String> cursor) {
        boolean more = read.size() > limit;
        List<R> shown = more ? read.subList(0, limit) : read;
        String next = more ? cursor.apply(shown.get(shown.size() - 1)) : null;
        return new Slice<>(shown.stream().map(view).toList(), next);
    }
}
