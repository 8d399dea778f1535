package io.taskservice.api.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** The metrics of live streams, registered at zero. */
final class StreamMetrics {

    private final MeterRegistry registry;
    private final Counter dropped;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.dropped = Counter.builder("task.live.dropped")
                .description("Live events that a client was too slow for; it was told to begin anew")
                .register(registry);
    }

    void watch(IntSupplier streams) {
        Gauge.builder("task.live.streams", streams::getAsInt)
                .description("Live streams open on this node")
                .register(registry);
    }

    void dropped(int events) {
        if (events > 0) {
            dropped.increment(events);
        }
    }
}
