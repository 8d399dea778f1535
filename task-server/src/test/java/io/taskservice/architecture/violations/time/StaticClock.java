package io.taskservice.architecture.violations.time;

import java.time.Instant;

/** Reads the time itself. */
final class StaticClock {
    Instant time() {
        return Instant.now();
    }
}
