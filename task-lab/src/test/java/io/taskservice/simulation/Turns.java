package io.taskservice.simulation;

import java.util.function.Supplier;

/** Who may use the database now: it is used by one at a time, and who has to wait lets others. */
public interface Turns {

    /** Runs a statement, while nobody else uses the database unless it waits. */
    <T> T alone(Supplier<T> statement);

    /** Before a statement outside or inside a transaction; returns when it may run. */
    void before(String statement);

    /** After a statement that was a transaction of its own. */
    void afterOwn(String statement);

    /** Commits, one way or another. */
    void commit(Runnable commit);

    /** Rolls back, which nothing keeps from happening. */
    void rollback(Runnable rollback);

    /** Returns when the row is free or the transaction is doomed; may throw instead. */
    void waitFor(Tx tx, Slot slot);

    /** Which of several transactions that wait in a circle has to give way. */
    int victimOf(int transactions);

    /** Who is using the database now. */
    String user();
}
