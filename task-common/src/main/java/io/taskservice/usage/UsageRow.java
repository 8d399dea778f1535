package io.taskservice.usage;

import java.time.LocalDate;

/** A row of {@code tenant_usage}, as it is stored. */
record UsageRow(
        LocalDate day,
        long submits,
        long refusals,
        long fires,
        long attempts,
        long successes,
        long failures,
        long runMs,
        long logBytes,
        long deliveries) {

    DayUsage toUsage() {
        return new DayUsage(
                day,
                new UsageCounts(submits, refusals, fires, attempts, successes, failures, runMs, logBytes, deliveries));
    }
}
