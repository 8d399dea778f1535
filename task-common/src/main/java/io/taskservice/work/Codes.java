package io.taskservice.work;

import static java.util.stream.Collectors.joining;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Error codes as a column holds them: comma-separated, in their order. */
public final class Codes {

    private Codes() {}

    /** Reads a column; null is none. */
    public static Set<String> parse(@Nullable String column) {
        return column == null ? Set.of() : Set.of(column.split(","));
    }

    /** Writes a column; none is null. */
    public static @Nullable String toColumn(Set<String> codes) {
        return codes.isEmpty() ? null : codes.stream().sorted().collect(joining(","));
    }
}
