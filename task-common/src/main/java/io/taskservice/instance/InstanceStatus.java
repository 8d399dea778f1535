package io.taskservice.instance;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where an instance stands.
 *
 * <pre>
 * SCHEDULED → PENDING → RUNNING → SUCCESS | FAILED | CANCELLED
 *     ↑__________________|  ↑___ retry (SCHEDULED), node lost or stopped (PENDING)
 * </pre>
 *
 * What is claimed and finds no slot at its gate goes from PENDING back to SCHEDULED; what expires, from either to FAILED.
 * Nothing leaves a terminal status. Each arrow is one guarded UPDATE of {@link TaskInstanceRepository}.
 */
public enum InstanceStatus {
    /** Its time has not come: a later instant, a retry's back-off, its turn after an earlier instance, or a slot. */
    SCHEDULED,
    /** Due; the next executor with its handler and a free slot claims it. */
    PENDING,
    /** Claimed by a node, for one attempt. */
    RUNNING,
    /** Ended well. */
    SUCCESS,
    /** Ended badly, for good: the error code says why. */
    FAILED,
    /** Ended because a person or a REPLACE fire asked for it. */
    CANCELLED;

    /** Those that are not terminal. */
    public static final Set<InstanceStatus> ACTIVE = Set.copyOf(EnumSet.of(SCHEDULED, PENDING, RUNNING));

    /** Whether this status is never left. */
    public boolean isTerminal() {
        return switch (this) {
            case SCHEDULED, PENDING, RUNNING -> false;
            case SUCCESS, FAILED, CANCELLED -> true;
        };
    }

    /** What the column {@code stage} says of it: to the indexes that a start leaves as they are, PENDING and RUNNING are one. */
    public String getStage() {
        return this == PENDING || this == RUNNING ? "ACTIVE" : name();
    }
}
