package io.taskservice.benchmarks.child;

/**
 * One way to measure, in three steps, so that children that measure together begin each of them together.
 */
interface Measurement {

    /** Longest time that something may be waited for, said by this exception. */
    final class OverCapException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /** Opens the system and warms it up. */
    void warmUp() throws Exception;

    /** Adds what is needed; only the first child does. */
    void fill() throws Exception;

    /** What is measured. */
    Result measure() throws Exception;
}
