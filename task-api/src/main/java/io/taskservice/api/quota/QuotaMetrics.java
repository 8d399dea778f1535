package io.taskservice.api.quota;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of quotas, registered at zero. */
final class QuotaMetrics {

    private final Counter definitions;
    private final Counter waiting;
    private final Counter submits;

    QuotaMetrics(MeterRegistry registry) {
        this.definitions = refusals(registry, "definitions");
        this.waiting = refusals(registry, "waiting");
        this.submits = refusals(registry, "submits");
    }

    void refusedDefinition() {
        definitions.increment();
    }

    void refusedToWait(int instances) {
        waiting.increment(instances);
    }

    void refusedSubmits(int instances) {
        submits.increment(instances);
    }

    private static Counter refusals(MeterRegistry registry, String quota) {
        return Counter.builder("task.quota.refusals")
                .description("Definitions and instances refused because their tenant had used up a quota")
                .tag("quota", quota)
                .register(registry);
    }
}
