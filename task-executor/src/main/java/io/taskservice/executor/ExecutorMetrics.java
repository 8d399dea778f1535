package io.taskservice.executor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntSupplier;

/** The executor's metrics, registered at zero; task_type is the handler's name, and there are as many as handlers. */
final class ExecutorMetrics {

    private static final String TASK_TYPE = "task_type";
    private static final Duration[] DELAYS =
            millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 60_000);
    private static final Duration[] DURATIONS = millis(
            50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
            3_600_000);

    private final MeterRegistry registry;
    private final Counter fenced;
    private final Counter dropped;
    private final Timer delay;

    ExecutorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.fenced = Counter.builder("task.fenced.writes")
                .description("Outcomes refused because their attempt had been superseded")
                .register(registry);
        this.dropped = Counter.builder("task.log.lines.dropped")
                .description("Lines of TaskLogger that were not kept")
                .register(registry);
        this.delay = Timer.builder("task.schedule.delay")
                .description(
                        "From the instant an attempt was due (fire time, end of back-off or of waiting) to the start of its handler")
                .serviceLevelObjectives(DELAYS)
                .register(registry);
    }

    /** Registers each handler's meters, so that they exist before its first attempt ends. */
    void preregister(Set<String> handlers) {
        handlers.forEach(handler -> {
            durations(handler);
            ended("task.success", handler);
            ended("task.failure", handler);
        });
    }

    void watchPool(IntSupplier active, IntSupplier free, IntSupplier allowed) {
        Gauge.builder("worker.pool.active.count", active::getAsInt)
                .description("Handlers running on this node")
                .register(registry);
        Gauge.builder("worker.pool.idle.count", free::getAsInt)
                .description("Slots of this node that it may use and does not")
                .register(registry);
        Gauge.builder("worker.pool.allowed.slots", allowed::getAsInt)
                .description("Slots this node may use: all, unless fewer are wanted or it drains")
                .register(registry);
    }

    void started(Duration afterDue) {
        delay.record(afterDue.isNegative() ? Duration.ZERO : afterDue);
    }

    void succeeded(String handler, Duration duration) {
        durations(handler).record(duration);
        ended("task.success", handler).increment();
    }

    void failed(String handler, Duration duration) {
        durations(handler).record(duration);
        ended("task.failure", handler).increment();
    }

    void fenced(int outcomes) {
        fenced.increment(outcomes);
    }

    void logLinesDropped(int lines) {
        dropped.increment(lines);
    }

    private Counter ended(String name, String handler) {
        return Counter.builder(name)
                .description("Instances that ended, retries not counted")
                .tag(TASK_TYPE, handler)
                .register(registry);
    }

    private Timer durations(String handler) {
        return Timer.builder("task.processing.duration")
                .description("Duration of the last attempt of instances that ended")
                .tag(TASK_TYPE, handler)
                .serviceLevelObjectives(DURATIONS)
                .register(registry);
    }

    private static Duration[] millis(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
