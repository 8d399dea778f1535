package io.taskservice.benchmarks.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A system that runs tasks, set up as its own documentation would have it. Tasks and definitions are known by numbers;
 * what runs them tells the {@link Witness}.
 *
 * <p>The order of calls: {@link #prepare} once per schema, {@link #open} in each process, then tasks, {@link #resume} and
 * {@link #pause}, and {@link #close}.
 */
public interface Engine extends AutoCloseable {

    /** Tasks that it runs at once, where it can be told. */
    int SLOTS = 50;

    /** Makes its tables. */
    void prepare() throws Exception;

    /** Connects; from now on tasks can be added, and none is run. */
    void open() throws Exception;

    /** Adds tasks {@code first} to {@code first + count - 1}, due now, by its own way for many. */
    void addDue(int first, int count) throws Exception;

    /** Adds one task that is due now; returns when it is stored. Called by several threads. */
    void submit(int number) throws Exception;

    /** Adds tasks, the first of them with that number, due at these instants. */
    default void schedule(int first, List<Instant> dues) throws Exception {
        throw new UnsupportedOperationException("schedules nothing");
    }

    /**
     * Adds so many definitions that fire each {@code period}; their first fires are spread over the period from {@code
     * first} on.
     */
    default void define(int count, Duration period, Instant first) throws Exception {
        throw new UnsupportedOperationException("fires nothing");
    }

    /** Begins, or goes on, to run what is due. */
    void resume() throws Exception;

    /** Runs nothing new until {@link #resume}. */
    void pause() throws Exception;

    /** Asks the database whether every task that was due is done and stored as done. */
    boolean isDrained() throws Exception;

    @Override
    void close() throws Exception;
}
