package io.taskservice.scheduler;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/** The metrics of deliveries, registered at zero. */
final class DeliveryMetrics {

    private static final Duration[] LATENCIES = Arrays.stream(
                    new long[] {50, 100, 250, 500, 1000, 2500, 5000, 10_000, 60_000, 600_000, 3_600_000, 43_200_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Counter delivered;
    private final Counter retried;
    private final Counter failed;
    private final Timer latency;

    DeliveryMetrics(MeterRegistry registry) {
        this.delivered = tries(registry, "delivered");
        this.retried = tries(registry, "retried");
        this.failed = tries(registry, "failed");
        this.latency = Timer.builder("task.webhook.latency")
                .description("From an event to its arrival at one receiver, tries that failed included")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    void delivered(Duration after) {
        delivered.increment();
        latency.record(after.isNegative() ? Duration.ZERO : after);
    }

    void retried() {
        retried.increment();
    }

    void failed() {
        failed.increment();
    }

    private static Counter tries(MeterRegistry registry, String outcome) {
        return Counter.builder("task.webhook.deliveries")
                .tag("outcome", outcome)
                .description("Tries of deliveries by this node; retried: failed, and to be tried again")
                .register(registry);
    }
}
