package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.instance.TaskInstance;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance stands among those of its tenant that wait for the same.
 *
 * @param line in which line
 * @param ahead how many go before it
 * @param positionAtLeast whether there are more than that
 * @param lanesSharing how many lanes share the slots of its queue
 */
@Schema(name = "Position")
record Position(
        Line line,

        @Schema(description = "How many of the tenant go before it, counted up to 10,000")
        int ahead,

        @Schema(description = "ahead is where counting ended: there are more")
        boolean positionAtLeast,

        @Schema(description = "Tenants that have something due in this queue, which share its slots by their weights")
        int lanesSharing) {

    /** What is waited for in line. */
    enum Line {
        /** A claim: by priority, then run_at, then id. */
        QUEUE,
        /** A slot of its definition or key, in the same order. */
        SLOT,
        /** Its turn, by age. */
        TURN
    }

    static @Nullable Position of(Situation s) {
        Integer ahead = s.ahead();
        return ahead == null
                ? null
                : new Position(
                        lineOf(s.instance()),
                        Math.min(ahead, Situation.MOST_AHEAD),
                        ahead > Situation.MOST_AHEAD,
                        s.lane().sharing());
    }

    private static Line lineOf(TaskInstance instance) {
        if (instance.waitsForItsTurn()) {
            return Line.TURN;
        }
        return instance.waitsForASlot() ? Line.SLOT : Line.QUEUE;
    }
}
