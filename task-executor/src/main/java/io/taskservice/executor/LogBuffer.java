package io.taskservice.executor;

import io.taskservice.log.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Lines on their way to the database: bounded, so that handlers that log faster than it writes cost lines, not memory. */
final class LogBuffer {

    private static final int SOON = 1000;

    private final LinkedBlockingQueue<LogLine> lines;
    private final ExecutorMetrics metrics;
    private volatile Runnable whenFilling = () -> {};

    LogBuffer(int capacity, ExecutorMetrics metrics) {
        this.lines = new LinkedBlockingQueue<>(capacity);
        this.metrics = metrics;
    }

    /** Calls {@code listener} when so many wait that they should be taken soon. */
    void whenFilling(Runnable listener) {
        whenFilling = listener;
    }

    void add(LogLine line) {
        if (!lines.offer(line)) {
            countDropped();
        }
        if (lines.size() >= SOON) {
            whenFilling.run();
        }
    }

    void countDropped() {
        metrics.logLinesDropped(1);
    }

    /** Takes up to {@code most} lines, oldest first. */
    List<LogLine> take(int most) {
        List<LogLine> taken = new ArrayList<>();
        lines.drainTo(taken, most);
        return taken;
    }
}
