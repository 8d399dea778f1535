package io.taskservice.definition;

import io.taskservice.identity.DefinitionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A compare-and-set of one definition's cursor.
 *
 * @param id the definition
 * @param seen the next fire time its firing was planned from
 * @param version the version its firing was planned from
 * @param next the first fire time still to come; null: none
 */
public record CursorMove(
        DefinitionId id,
        Instant seen,
        long version,
        @Nullable Instant next) {}
