package io.taskservice.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to list; null: all.
 *
 * @param actor who did it
 * @param action what was done
 * @param objectId to what
 * @param from done at or after
 * @param to done before
 * @param before only those before that place of the chain
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String objectId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before) {}
