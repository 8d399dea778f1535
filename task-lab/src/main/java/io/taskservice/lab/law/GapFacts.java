package io.taskservice.lab.law;

import io.taskservice.firing.GapReason;
import java.time.Instant;

/** A row of {@code fire_gaps}. */
record GapFacts(String id, Instant fromTime, Instant toTime, long fires, GapReason reason) {

    boolean covers(Instant fireTime) {
        return !fireTime.isBefore(fromTime) && !fireTime.isAfter(toTime);
    }
}
