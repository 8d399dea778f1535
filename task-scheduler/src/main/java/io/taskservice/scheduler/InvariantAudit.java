package io.taskservice.scheduler;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.invariant.AuditFindings;
import io.taskservice.invariant.Check;
import io.taskservice.invariant.Finding;
import io.taskservice.invariant.Invariant;
import io.taskservice.loop.Loop;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for what must not be, has it put right, and tells: in the log, in metrics, in the database.
 *
 * <p>One node does it in each interval, whichever comes first. A check that cannot look does not keep the others from
 * looking; that it has not looked shows by its age.
 */
final class InvariantAudit {

    private static final Logger log = LoggerFactory.getLogger(InvariantAudit.class);
    private static final String DUTY = "invariant-audit";
    private static final int MOST_TOLD = 10;

    /** Nodes ask more often than a pass is due, so that it is not late by as much as an interval. */
    private static final int ASKS = 4;

    private final ClusterRepository cluster;
    private final AuditFindings findings;
    private final List<Check> checks;
    private final SchedulerMetrics metrics;
    private final Signals signals;
    private final Duration interval;
    private final Loop loop = new Loop("audit", this::runOnce);

    InvariantAudit(Stores stores, List<Check> checks, SchedulerMetrics metrics, Signals signals, Duration interval) {
        this.cluster = stores.cluster();
        this.findings = new AuditFindings(stores.database());
        this.checks = checks;
        this.metrics = metrics;
        this.signals = signals;
        this.interval = interval;
    }

    Loop loop() {
        return loop;
    }

    Duration runOnce() {
        if (cluster.takeDuty(DUTY, interval)) {
            auditOnce();
        }
        return interval.dividedBy(ASKS);
    }

    /** Returns how much was wrong. */
    long auditOnce() {
        Map<String, String> places = findings.places();
        Map<Invariant, Finding> sound = new EnumMap<>(Invariant.class);
        long violations = 0;
        for (Check check : checks) {
            Finding finding = look(check, places.get(check.invariant().key()));
            if (finding != null && finding.violations().isEmpty()) {
                sound.put(check.invariant(), finding);
            } else if (finding != null) {
                violations += finding.violations().size();
            }
        }
        findings.recordSound(sound);
        return violations;
    }

    /** What is wrong is noted and told at once; null: it could not be looked. */
    private @Nullable Finding look(Check check, @Nullable String place) {
        Invariant invariant = check.invariant();
        try {
            Finding finding = check.run(place);
            finding.wake().forEach(signals::publish);
            if (!finding.violations().isEmpty()) {
                findings.record(invariant, finding);
                tell(invariant, finding);
            }
            return finding;
        } catch (RuntimeException e) {
            log.error("Invariant {} could not be checked", invariant.key(), e);
            return null;
        }
    }

    private void tell(Invariant invariant, Finding finding) {
        metrics.violated(invariant, finding);
        log.error(
                "Invariant {} was broken {} times, {} were put right: {}",
                invariant.key(),
                finding.violations().size(),
                finding.repaired(),
                finding.violations().stream().limit(MOST_TOLD).toList());
    }
}
