package io.taskservice.instance;

import org.jspecify.annotations.Nullable;

/**
 * What a handler last said of its progress.
 *
 * @param claim the attempt that says it
 * @param percent 0 to 100; null: it has not said
 * @param message at most 500 characters
 * @param counters what it counts, a JSON object of numbers; null: nothing
 */
public record ProgressReport(
        Claim claim,
        @Nullable Integer percent,
        @Nullable String message,
        @Nullable String counters) {}
