package io.taskservice.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it, forwards or backwards; safe to share between threads. */
public final class MutableClock implements InstantSource {

    private volatile Instant now;

    private MutableClock(Instant start) {
        this.now = start;
    }

    public static MutableClock at(Instant start) {
        return new MutableClock(start);
    }

    /** Takes the ISO-8601 form, e.g. {@code 2026-03-29T00:59:59Z}. */
    public static MutableClock at(String start) {
        return at(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Moves by {@code step}, which may be negative, and returns the new time. */
    public synchronized Instant advance(Duration step) {
        Instant moved = now.plus(step);
        now = moved;
        return moved;
    }
}
