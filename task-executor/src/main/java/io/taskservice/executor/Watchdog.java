package io.taskservice.executor;

import io.taskservice.loop.Loop;
import java.time.Duration;

/**
 * Stops attempts whose time is up or whose lease is ending, and ends those that do not stop. It never touches the
 * database, so that a frozen one cannot keep it from its work.
 */
final class Watchdog {

    private static final Duration BEAT = Duration.ofMillis(200);

    /** Handlers are stopped so long before the lease ends, that they have stopped when it does. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

    private final InFlight inFlight;
    private final InstanceRunner runner;
    private final Duration stopPatience;
    private final Loop loop = new Loop("watchdog", this::watchOnce);

    Watchdog(InFlight inFlight, InstanceRunner runner, Duration stopPatience) {
        this.inFlight = inFlight;
        this.runner = runner;
        this.stopPatience = stopPatience;
    }

    Loop loop() {
        return loop;
    }

    Duration watchOnce() {
        inFlight.running().forEach(this::watch);
        return BEAT;
    }

    private void watch(Attempt attempt) {
        if (!attempt.lease().isHeldFor(LEASE_MARGIN)) {
            attempt.lease().lose();
            attempt.stop(StopReason.LEASE_LOST);
        } else if (attempt.isOverdue()) {
            attempt.stop(StopReason.TIMEOUT);
        }
        if (attempt.isStubborn(stopPatience)) {
            runner.abandon(attempt);
        }
    }
}
