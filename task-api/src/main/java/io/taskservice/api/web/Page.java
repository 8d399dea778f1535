package io.taskservice.api.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A page of a list that is short enough to be counted.
 *
 * @param items what is on it
 * @param page its number, from 1
 * @param size most items on a page
 * @param total items on all pages
 */
public record Page<T>(
        List<T> items,
        @Schema(example = "1") int page,
        @Schema(example = "20") int size,
        @Schema(example = "1") long total) {

    /** Most items a page of any list may have. */
    public static final int MOST = 200;

    /** A page of a list that is in memory. */
    public static <T> Page<T> of(List<T> all, int page, int size) {
        List<T> items = all.stream().skip(offset(page, size)).limit(size).toList();
        return new Page<>(items, page, size, all.size());
    }

    /** How many items lie before a page. */
    public static long offset(int page, int size) {
        return (page - 1L) * size;
    }
}
