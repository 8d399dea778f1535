package io.taskservice.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.invariant.InvariantState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that the tables must keep to, and what the auditor found of it.
 *
 * @param invariant names what is found where it is broken
 * @param statement what must be
 * @param checkedAt when a scheduler last looked
 * @param violatedAt when it was last found broken
 * @param found how often it was found broken; what stays as it is counts again
 * @param repaired how often of these it was put right
 * @param examples the last few, newest first
 */
@Schema(name = "Invariant")
record InvariantView(
        @Schema(example = "claim-of-lost-node") String invariant,
        String statement,

        @Nullable @Schema(description = "Null: never") Instant checkedAt,

        @Nullable @Schema(description = "Null: never") Instant violatedAt,

        long found,
        long repaired,
        List<ViolationView> examples) {

    static InvariantView of(InvariantState state) {
        return new InvariantView(
                state.invariant().key(),
                state.invariant().statement(),
                state.checkedAt(),
                state.violatedAt(),
                state.found(),
                state.repaired(),
                state.examples().stream().map(ViolationView::of).toList());
    }
}
