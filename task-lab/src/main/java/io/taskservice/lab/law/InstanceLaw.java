package io.taskservice.lab.law;

/** A law that can be judged one instance at a time. */
interface InstanceLaw {

    /** Looks at an instance; each comes once, in the order of their ids. */
    void check(InstanceHistory history);

    /** All have been shown. */
    default void finish() {}
}
