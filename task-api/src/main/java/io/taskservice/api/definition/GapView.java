package io.taskservice.api.definition;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.GapReason;
import java.time.Instant;

/**
 * Fire times in a row that made no instance.
 *
 * @param from first of them
 * @param to last of them
 * @param fires how many
 * @param reason why
 */
@Schema(name = "Gap")
record GapView(Instant from, Instant to, long fires, GapReason reason) {

    static GapView of(FireGap gap) {
        return new GapView(gap.from(), gap.to(), gap.fires(), gap.reason());
    }
}
