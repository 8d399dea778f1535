package io.taskservice.handler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What a handler knows of its attempt, and how it speaks back. */
public interface TaskContext {

    /** The params as they were written; empty when there are none. */
    String getParams();

    /**
     * The params, read as JSON into a type of the handler's own, a record for instance.
     *
     * @throws IllegalArgumentException when they do not fit it, saying where
     */
    <T> T getParams(Class<T> type);

    /** The tenant whose instance this is. */
    String getTenantId();

    /** The instance. */
    String getInstanceId();

    /** Its definition; null: submitted ad hoc. */
    @Nullable
    String getDefinitionId();

    /** The user's own key; null: none. */
    @Nullable
    String getBizKey();

    /** Number of this attempt, from 1. */
    int getAttempt();

    /** The due time the instance stands for; null: run by hand or submitted. */
    @Nullable
    Instant getFireTime();

    /** When the attempt will be stopped; null: no timeout. */
    @Nullable
    Instant getDeadline();

    /**
     * Grows with each attempt of the instance. Hand it to whatever the handler changes, and let that refuse a token lower
     * than one it has seen: then a superseded attempt can do no harm.
     */
    long getFencingToken();

    /** The same for all attempts of the instance, and for no other instance. */
    String getIdempotencyKey();

    /**
     * Tells how far it is; written in the background, the last one counts.
     *
     * @param percent 0 to 100; beyond is cut to that
     * @param message at most 500 characters; longer is cut
     */
    void progress(int percent, @Nullable String message);

    /**
     * Tells what it counts, rows read for instance; written with the progress. The last value of each name counts; names
     * beyond twenty, or longer than 64 characters, are passed over.
     */
    void count(String name, long value);

    /** Whether to stop soon: cancelled, past the deadline, shut down, or the lease lost. */
    boolean isCancelled();

    /** Whether another node may already run the next attempt: whatever this one still does outside may be doubled. */
    boolean isLeaseLost();

    /** Writes a line to the instance's log; see {@link TaskLogger}. */
    void log(Level level, String message, @Nullable Throwable thrown);
}
