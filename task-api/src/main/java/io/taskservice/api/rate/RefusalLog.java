package io.taskservice.api.rate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of refusals: each to the metrics, and in the log a line every ten seconds at most, since a flood has enough lines. */
final class RefusalLog {

    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RateMetrics metrics;
    private final LongSupplier nanos;
    private final LongAdder untold = new LongAdder();
    private final AtomicLong toldAt;

    RefusalLog(RateMetrics metrics, LongSupplier nanos) {
        this.metrics = metrics;
        this.nanos = nanos;
        this.toldAt = new AtomicLong(nanos.getAsLong() - BETWEEN_LINES_NANOS);
    }

    void note(RateKind kind, String from) {
        metrics.refused(kind);
        untold.increment();
        long last = toldAt.get();
        long now = nanos.getAsLong();
        if (now - last >= BETWEEN_LINES_NANOS && toldAt.compareAndSet(last, now)) {
            log.warn(
                    "Refused {} requests for their rate; the last by the limit {}, from {}",
                    untold.sumThenReset(),
                    kind.text(),
                    from);
        }
    }
}
