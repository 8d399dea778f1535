package io.taskservice.instance;

import org.jspecify.annotations.Nullable;

/**
 * What a handler last said of its progress.
 *
 * @param claim the attempt that says it
 * @param percent 0 to 100
 * @param message at most 500 characters
 */
public record ProgressReport(
        Claim claim, int percent, @Nullable String message) {}
