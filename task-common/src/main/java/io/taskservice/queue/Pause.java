package io.taskservice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That nothing of a queue starts.
 *
 * @param reason why, in the words of whoever paused it
 * @param since when it was paused
 */
public record Pause(@Nullable String reason, Instant since) {}
