package io.taskservice.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.invariant.InvariantState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a rule was broken once.
 *
 * @param tenantId whose it is
 * @param subject id or name of what broke it
 * @param seen what was seen
 * @param repaired whether it was put right
 * @param at when it was found
 */
@Schema(name = "InvariantViolation")
record ViolationView(
        @Nullable @Schema(description = "Null: nobody's, or unknown")
        String tenantId,

        String subject,

        @Schema(example = "attempt 1 on host-3fa2, which is GONE since 2026-01-01 00:00:00.000")
        String seen,

        boolean repaired,
        Instant at) {

    static ViolationView of(InvariantState.Example example) {
        return new ViolationView(example.tenant(), example.subject(), example.seen(), example.repaired(), example.at());
    }
}
