package io.taskservice.definition;

import org.jspecify.annotations.Nullable;

/**
 * Which definitions a list page shows; null: no such filter.
 *
 * @param status only of this status
 * @param handler only of this handler
 * @param query only with this text in the name, letter case ignored
 */
public record DefinitionFilter(
        @Nullable DefinitionStatus status,
        @Nullable String handler,
        @Nullable String query) {}
