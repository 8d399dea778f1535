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
 * Nothing leaves a terminal status. Each arrow is one guarded UPDATE of {@link TaskInstanceRepository}.
 */
public enum InstanceStatus {
    /** Its time has not come: a run at a later instant, a retry's back-off, or its turn after an earlier instance. */
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

    /** Whether one guarded UPDATE may lead from here to {@code next}. */
    public boolean canBecome(InstanceStatus next) {
        return switch (this) {
            case SCHEDULED -> next == PENDING || next == CANCELLED;
            case PENDING -> next == RUNNING || next == CANCELLED;
            case RUNNING -> next != RUNNING;
            case SUCCESS, FAILED, CANCELLED -> false;
        };
    }
}
