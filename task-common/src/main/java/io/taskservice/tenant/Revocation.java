package io.taskservice.tenant;

/** What became of the wish to revoke a key. */
public enum Revocation {
    /** It is revoked, now or since before. */
    REVOKED,
    /** The tenant has no such key. */
    ABSENT,
    /** It is the last live key that may manage the platform; without it nobody could get in any more. */
    LAST_ADMIN
}
