package io.taskservice.definition;

/** Whether a definition fires. */
public enum DefinitionStatus {
    /** It fires. */
    ENABLED,
    /** It does not, by its owner's wish. */
    DISABLED,
    /** It would, but its tenant is disabled; what it misses is dealt with by its misfire policy. */
    SUSPENDED
}
