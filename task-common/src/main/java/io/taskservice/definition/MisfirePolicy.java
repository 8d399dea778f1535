package io.taskservice.definition;

/** What becomes of fire times that are found later than the threshold: after downtime, or while stopped. */
public enum MisfirePolicy {
    /** One instance, for the newest due time; the others are a recorded gap. */
    FIRE_ONCE,
    /** An instance for each due time, at most a set number of the newest; older ones are a recorded gap. */
    FIRE_ALL,
    /** No instance for those beyond the threshold: they are a recorded gap. */
    SKIP
}
