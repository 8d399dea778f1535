package io.taskservice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.invariant.AuditFindings;
import io.taskservice.invariant.AuditPatience;
import io.taskservice.invariant.Invariant;
import io.taskservice.invariant.InvariantChecks;
import io.taskservice.invariant.InvariantState;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An auditor at work on a test's schema, which believes what it sees twice; and what it told. */
final class AuditBench {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    /** Believes at the second look. */
    private static final AuditPatience BELIEVING = new AuditPatience(
            AuditPatience.DEFAULT.lease(),
            AuditPatience.DEFAULT.due(),
            AuditPatience.DEFAULT.delivery(),
            Duration.ZERO,
            Duration.ZERO);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Set<Signal> published = ConcurrentHashMap.newKeySet();
    private final InvariantAudit audit;
    private final AuditFindings findings;

    AuditBench(TestStores stores) {
        this(stores, BELIEVING);
    }

    AuditBench(TestStores stores, AuditPatience patience) {
        Signals signals = new Signals();
        for (Signal signal : Signal.values()) {
            signals.listen(signal, () -> published.add(signal));
        }
        Stores all = SchedulerStores.of(stores);
        SchedulerMetrics metrics = new SchedulerMetrics(registry);
        Rescue rescue = new Rescue(all, metrics, signals);
        this.audit = new InvariantAudit(
                all, InvariantChecks.all(all.auditMeans(rescue), patience, INTERVAL), metrics, signals, INTERVAL);
        this.findings = new AuditFindings(stores.database());
    }

    /** One pass; returns how much was wrong. */
    long audit() {
        return audit.auditOnce();
    }

    InvariantAudit auditor() {
        return audit;
    }

    Set<Signal> published() {
        return published;
    }

    double count(String counter, Invariant invariant) {
        return registry.get(counter).tag("invariant", invariant.key()).counter().count();
    }

    double drift() {
        return registry.get("task.limit.drift").counter().count();
    }

    InvariantState stateOf(Invariant invariant) {
        return findings.all().stream()
                .filter(state -> state.invariant() == invariant)
                .findFirst()
                .orElseThrow();
    }

    /** So much was found of one invariant, and nothing of the others: counted, and there for whoever asks. */
    void assertFound(Invariant invariant, int found, int repaired, String... subjects) {
        assertThat(findings.all()).allSatisfy(state -> {
            boolean isIt = state.invariant() == invariant;
            assertThat(state.found()).as(state.toString()).isEqualTo(isIt ? found : 0);
            assertThat(state.repaired()).as(state.toString()).isEqualTo(isIt ? repaired : 0);
            assertThat(state.checkedAt()).as(state.toString()).isNotNull();
        });
        assertThat(count("task.invariant.violations", invariant)).isEqualTo(found);
        assertThat(count("task.invariant.repairs", invariant)).isEqualTo(repaired);
        InvariantState state = stateOf(invariant);
        assertThat(state.violatedAt()).isNotNull();
        assertThat(state.examples()).extracting(InvariantState.Example::subject).containsExactlyInAnyOrder(subjects);
    }
}
