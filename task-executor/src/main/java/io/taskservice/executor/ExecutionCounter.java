package io.taskservice.executor;

import io.taskservice.identity.NodeId;
import io.taskservice.instance.Completion;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.stats.ExecutionStatsRepository;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Adds up what ended on this node and stores it every few seconds; only the writer's thread uses it. */
final class ExecutionCounter {

    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final ExecutionStatsRepository stats;
    private final LongSupplier nanoTime;
    private ExecutionCounts counts = ExecutionCounts.NONE;
    private long lastFlushNanos;
    private @Nullable NodeId node;

    ExecutionCounter(ExecutionStatsRepository stats, LongSupplier nanoTime) {
        this.stats = stats;
        this.nanoTime = nanoTime;
        this.lastFlushNanos = nanoTime.getAsLong();
    }

    void succeeded(Completion completion) {
        add(completion, 1, 0);
    }

    void failed(Completion completion) {
        add(completion, 0, 1);
    }

    /** Stores what has come together, if it is time to. */
    void flush() {
        NodeId counted = node;
        boolean isTime = nanoTime.getAsLong() - lastFlushNanos >= INTERVAL.toNanos();
        if (isTime && counted != null && !counts.equals(ExecutionCounts.NONE)) {
            stats.add(counted, counts);
            counts = ExecutionCounts.NONE;
            lastFlushNanos = nanoTime.getAsLong();
        }
    }

    private void add(Completion completion, long successes, long failures) {
        node = completion.claim().node();
        counts = new ExecutionCounts(
                counts.successes() + successes,
                counts.failures() + failures,
                counts.durationMs() + completion.duration().toMillis());
    }
}
