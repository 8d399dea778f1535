package io.taskservice.scheduler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.taskservice.invariant.Finding;
import io.taskservice.invariant.Invariant;
import java.util.function.BooleanSupplier;

/** The scheduler's metrics, registered at zero. */
final class SchedulerMetrics {

    private final MeterRegistry registry;
    private final Counter fires;
    private final Counter misfires;
    private final Counter rescued;
    private final Counter drift;

    SchedulerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.fires = Counter.builder("task.fires")
                .description("Instances made from due fire times by this node")
                .register(registry);
        this.misfires = Counter.builder("task.misfires")
                .description("Fire times found later than their definition's threshold, fired or not")
                .register(registry);
        this.drift = Counter.builder("task.limit.drift")
                .description("Slots of concurrency limits that differed from their instances and were put right")
                .register(registry);
        this.rescued = Counter.builder("task.rescued")
                .description("Claims of dead nodes freed by this node")
                .register(registry);
        for (Invariant invariant : Invariant.values()) {
            violations(invariant);
            repairs(invariant);
        }
    }

    /** 1 while this node's scheduler works or is asked to stand still, 0 while it cannot. */
    void watchHealth(BooleanSupplier healthy) {
        Gauge.builder("scheduler.health.status", () -> healthy.getAsBoolean() ? 1 : 0)
                .description("1: this node's scheduler loops run; 0: one is stuck or has just failed")
                .register(registry);
    }

    void fired(Fired fired) {
        fires.increment(fired.instances());
        misfires.increment((double) fired.misfires());
    }

    /** Instances that failed for good with their node: no executor is left to count them. */
    void failed(String handler, long instances) {
        Counter.builder("task.failure")
                .description("Instances that ended, retries not counted")
                .tag("task_type", handler)
                .register(registry)
                .increment((double) instances);
    }

    /** Counts what the auditor found; slots and lanes in the way they were counted before it was there, too. */
    void violated(Invariant invariant, Finding finding) {
        violations(invariant).increment(finding.violations().size());
        repairs(invariant).increment((double) finding.repaired());
        if (invariant == Invariant.SLOT || invariant == Invariant.LANE) {
            drift.increment((double) finding.repaired());
        }
    }

    private Counter violations(Invariant invariant) {
        return Counter.builder("task.invariant.violations")
                .description("How often the auditor found an invariant broken")
                .tag("invariant", invariant.key())
                .register(registry);
    }

    private Counter repairs(Invariant invariant) {
        return Counter.builder("task.invariant.repairs")
                .description("How often the auditor put right what broke an invariant")
                .tag("invariant", invariant.key())
                .register(registry);
    }

    void rescued(int claims) {
        rescued.increment(claims);
    }
}
