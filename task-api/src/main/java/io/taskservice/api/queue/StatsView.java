package io.taskservice.api.queue;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.queue.QueueLoad;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in a tenant's queues.
 *
 * @param pending due, waiting for an executor
 * @param running running
 * @param scheduled waiting for their time, their turn or a slot
 * @param oldestAgeMs how long the longest of pending waits
 * @param queues the same of each queue in which something is
 */
@Schema(name = "QueueStats")
record StatsView(
        long pending,
        long running,
        long scheduled,
        @Nullable Long oldestAgeMs,
        List<OfQueue> queues) {

    /**
     * What is in one queue.
     *
     * @param name the queue
     * @param pending due, waiting for an executor
     * @param running running
     * @param scheduled waiting for their time, their turn or a slot
     * @param oldestAgeMs how long the longest of pending waits
     */
    @Schema(name = "QueueStatsOfQueue")
    record OfQueue(
            String name,
            long pending,
            long running,
            long scheduled,
            @Nullable Long oldestAgeMs) {}

    static StatsView of(List<QueueLoad> loads, Instant now) {
        return new StatsView(
                loads.stream().mapToLong(QueueLoad::pending).sum(),
                loads.stream().mapToLong(QueueLoad::running).sum(),
                loads.stream().mapToLong(QueueLoad::scheduled).sum(),
                loads.stream()
                        .map(load -> QueueView.ageOf(load, now))
                        .filter(Objects::nonNull)
                        .max(naturalOrder())
                        .orElse(null),
                loads.stream()
                        .sorted(comparing(QueueLoad::name))
                        .map(load -> new OfQueue(
                                load.name(),
                                load.pending(),
                                load.running(),
                                load.scheduled(),
                                QueueView.ageOf(load, now)))
                        .toList());
    }
}
