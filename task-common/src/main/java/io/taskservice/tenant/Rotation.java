package io.taskservice.tenant;

/** What became of the wish to rotate a key. */
public sealed interface Rotation {

    /**
     * It has a successor.
     *
     * @param successor the new key
     * @param retiring the old one, with the end of its life
     */
    record Rotated(IssuedKey successor, ApiKey retiring) implements Rotation {}

    /** Nothing was changed. */
    enum Refused implements Rotation {
        /** The tenant has no such key. */
        ABSENT,
        /** It has been revoked, has expired or has retired. */
        NOT_LIVE,
        /** It was set from outside, and can only be replaced there. */
        FROM_OUTSIDE,
        /** Its lineage has two live keys already. */
        BOTH_LIVE
    }
}
