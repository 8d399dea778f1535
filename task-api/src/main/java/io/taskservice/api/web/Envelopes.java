package io.taskservice.api.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Puts answers into envelopes, with the time. */
public final class Envelopes {

    private final InstantSource clock;

    public Envelopes(InstantSource clock) {
        this.clock = clock;
    }

    /** What was asked for. */
    public <T> Envelope<T> of(@Nullable T data) {
        return of("OK", data);
    }

    /** What was done, and what came of it. */
    public <T> Envelope<T> of(String message, @Nullable T data) {
        return new Envelope<>("success", message, data, now());
    }

    /** The time of an answer, to the millisecond. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
