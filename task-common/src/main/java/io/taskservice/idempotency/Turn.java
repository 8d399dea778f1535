package io.taskservice.idempotency;

/** What a request with an idempotency key finds. */
public sealed interface Turn {

    /** It is the first: it acts, and keeps its answer with {@link IdempotencyKeys#keep}. */
    record First() implements Turn {}

    /**
     * It is a repeat.
     *
     * @param answer what the first was answered
     */
    record Repeat(FirstAnswer answer) implements Turn {}

    /** The first has not been answered yet. */
    record Busy() implements Turn {}
}
