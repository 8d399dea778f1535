package io.taskservice.scheduler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

    void drifted(int slots) {
        drift.increment(slots);
    }

    void rescued(int claims) {
        rescued.increment(claims);
    }
}
