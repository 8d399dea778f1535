package io.taskservice.executor;

import io.taskservice.identity.TenantId;
import io.taskservice.log.LogLine;
import io.taskservice.usage.LogAllowance;
import io.taskservice.usage.UsageCounts;
import io.taskservice.usage.UsageMeter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Lines on their way to the database: bounded, so that handlers that log faster than it writes cost lines, not memory. */
final class LogBuffer {

    private static final int SOON = 1000;

    private final LinkedBlockingQueue<LogLine> lines;
    private final ExecutorMetrics metrics;
    private final UsageMeter usage;
    private final LogAllowance allowance;
    private volatile Runnable whenFilling = () -> {};

    LogBuffer(int capacity, ExecutorMetrics metrics, UsageMeter usage, LogAllowance allowance) {
        this.lines = new LinkedBlockingQueue<>(capacity);
        this.metrics = metrics;
        this.usage = usage;
        this.allowance = allowance;
    }

    /** Calls {@code listener} when so many wait that they should be taken soon. */
    void whenFilling(Runnable listener) {
        whenFilling = listener;
    }

    void add(LogLine line) {
        if (lines.offer(line)) {
            usage.add(line.tenantId(), UsageCounts.ofLog(line.message().getBytes(StandardCharsets.UTF_8).length));
        } else {
            countDropped();
        }
        if (lines.size() >= SOON) {
            whenFilling.run();
        }
    }

    /** Whether a tenant has not used up its quota of logs for today. */
    boolean isOpenTo(TenantId tenant) {
        return allowance.isOpenTo(tenant);
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
