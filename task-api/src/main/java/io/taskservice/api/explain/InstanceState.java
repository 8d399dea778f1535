package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.instance.TaskInstance;
import java.util.List;

/**
 * What an instance does, in a word and in a sentence.
 *
 * @param code for machines
 * @param message for people
 */
@Schema(name = "InstanceState")
record InstanceState(Code code, String message) {

    /** What it does. */
    enum Code {
        /** It has ended. */
        ENDED,
        /** It failed for good, and waits for a person to run it again or to discard it. */
        DEAD_LETTER,
        /** A node runs it. */
        RUNNING,
        /** A node runs it, and has been asked to stop it. */
        STOPPING,
        /** The lease of its node is over: it is about to be freed. */
        NODE_LOST,
        /** It is due, and nothing is in the way. */
        READY,
        /** It is due, nothing is in the way, and others go before it. */
        IN_LINE,
        /** It is due, and something is in the way. */
        BLOCKED,
        /** Its time has not come. */
        WAITING_FOR_TIME,
        /** It is to be run again, and that time has not come. */
        RETRY_BACKOFF,
        /** It waits for an earlier instance of its definition. */
        WAITING_FOR_TURN,
        /** It waits for a slot: as many of its definition, or with its key, run as may. */
        WAITING_FOR_SLOT
    }

    /** Of one that waits; {@code blockers}: what is in its way. */
    static InstanceState waiting(Situation s, List<Blocker> blockers) {
        TaskInstance instance = s.instance();
        if (s.isDue()) {
            return due(s, blockers);
        }
        String first = blockers.isEmpty() ? "It waits" : blockers.get(0).message();
        if (instance.waitsForItsTurn()) {
            return new InstanceState(Code.WAITING_FOR_TURN, first);
        }
        if (instance.waitsForASlot()) {
            return new InstanceState(Code.WAITING_FOR_SLOT, first);
        }
        boolean wasRun = instance.run().attempt() > 0;
        return new InstanceState(wasRun ? Code.RETRY_BACKOFF : Code.WAITING_FOR_TIME, first);
    }

    private static InstanceState due(Situation s, List<Blocker> blockers) {
        if (!blockers.isEmpty()) {
            return new InstanceState(
                    Code.BLOCKED, "It is due, and held back: " + blockers.get(0).message());
        }
        int ahead = s.ahead() == null ? 0 : s.ahead();
        return ahead == 0
                ? new InstanceState(Code.READY, "It is due and the first in line; nothing is in the way")
                : new InstanceState(
                        Code.IN_LINE,
                        "It is due and nothing is in the way; "
                                + (ahead > Situation.MOST_AHEAD
                                        ? "more than " + Situation.MOST_AHEAD + " go"
                                        : ahead + (ahead == 1 ? " goes" : " go"))
                                + " before it");
    }
}
