package io.taskservice.firing;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.instance.NewInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one definition's due fire times: each is an instance or part of a gap.
 *
 * @param definition the definition as it was seen, cursor included
 * @param instances one for each fire time that fires
 * @param gaps the fire times that do not
 * @param next the first fire time still to come; null: none
 * @param replacesActive whether active instances make way first
 */
public record Firing(
        TaskDefinition definition,
        List<NewInstance> instances,
        List<FireGap> gaps,
        @Nullable Instant next,
        boolean replacesActive) {}
