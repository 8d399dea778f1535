package io.taskservice.database;

import java.time.Duration;
import java.time.Instant;

/**
 * Knows, between two looks at MySQL's clock, about what it shows: by the time since, on the monotonic clock.
 *
 * <p>It is for waiting only. What is due is decided by the statement that runs after the wait.
 */
public final class DatabaseClock {

    private volatile Reading reading;

    /** Starts from a first look. */
    public DatabaseClock(TaskDatabase database) {
        this.reading = Reading.of(database);
    }

    /** Looks again, so that neither drift nor a step of MySQL's clock adds up; returns what it shows. */
    public Instant sync(TaskDatabase database) {
        Reading fresh = Reading.of(database);
        reading = fresh;
        return fresh.time;
    }

    /** How long until MySQL's clock shows {@code instant}; zero or negative: it does already. */
    public Duration until(Instant instant) {
        Reading last = reading;
        return Duration.between(last.time, instant).minusNanos(System.nanoTime() - last.nanos);
    }

    /**
     * One look.
     *
     * @param time what MySQL's clock showed
     * @param nanos the monotonic clock then: the middle of the question and its answer
     */
    private record Reading(Instant time, long nanos) {

        static Reading of(TaskDatabase database) {
            long asked = System.nanoTime();
            Instant time = database.now();
            return new Reading(time, asked + (System.nanoTime() - asked) / 2);
        }
    }
}
