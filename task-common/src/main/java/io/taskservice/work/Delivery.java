package io.taskservice.work;

/** What becomes of an attempt whose node is lost, when nobody can know how far it came. */
public enum Delivery {
    /** It is run again: effects outside may happen twice, never not at all. */
    AT_LEAST_ONCE,
    /** It is failed: effects outside may be missing, never doubled. */
    AT_MOST_ONCE
}
