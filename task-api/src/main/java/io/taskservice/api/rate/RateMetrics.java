package io.taskservice.api.rate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The metrics of the rate limits, registered at zero. */
final class RateMetrics {

    private final Map<RateKind, Counter> refused = new EnumMap<>(RateKind.class);

    RateMetrics(MeterRegistry registry) {
        for (RateKind kind : RateKind.values()) {
            refused.put(
                    kind,
                    Counter.builder("task.api.rate.limited")
                            .description("Requests refused with RATE_LIMITED by this node")
                            .tag("kind", kind.text())
                            .register(registry));
        }
    }

    void refused(RateKind kind) {
        Objects.requireNonNull(refused.get(kind)).increment();
    }
}
