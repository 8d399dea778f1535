package io.taskservice.firing;

/** Why there is no instance of fire times, or not the one that was due. */
public enum GapReason {
    /** They were found too late, and the misfire policy leaves them out. */
    MISFIRE,
    /** An earlier instance was still active, and the overlap policy leaves them out. */
    OVERLAP,
    /** A clock change skipped their local time, and the definition asks not to make up for it. */
    DST,
    /** An instance already stood for that fire time: the cursor had been moved back. */
    ALREADY_FIRED,
    /** Its instance had ended, and a person deleted it. */
    DELETED
}
