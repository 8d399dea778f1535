package io.taskservice.definition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a definition's fire times have been dealt with.
 *
 * @param nextFireTime first fire time not yet turned into an instance or a gap; null: none
 * @param version grows with each edit by a user
 */
public record Cursor(@Nullable Instant nextFireTime, long version) {}
