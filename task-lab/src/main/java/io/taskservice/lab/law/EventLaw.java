package io.taskservice.lab.law;

import java.time.Duration;
import java.time.Instant;

/** Each end that somebody wants to know of is one event, and each event has its deliveries. */
final class EventLaw {

    /** A day less than events are kept by default. */
    private static final Duration KEPT = Duration.ofDays(6);

    private final EventHistoryMapper mapper;
    private final CheckOptions options;
    private final Findings findings;

    EventLaw(EventHistoryMapper mapper, CheckOptions options, Findings findings) {
        this.mapper = mapper;
        this.options = options;
        this.findings = findings;
    }

    void check(Instant now) {
        Instant kept = now.minus(KEPT);
        Instant asked = options.since();
        Instant since = asked != null && asked.isAfter(kept) ? asked : kept;
        findings.looked(mapper.count());
        findings.broken(mapper.missing(since, Broken.MOST));
        findings.broken(mapper.undelivered(since, Broken.MOST));
        findings.broken(mapper.uncalled(since, Broken.MOST));
        findings.broken(mapper.holes(Broken.MOST));
        findings.broken(mapper.untrue(Broken.MOST));
        if (options.quiescent()) {
            findings.broken(mapper.pending(Broken.MOST));
        }
    }
}
