package io.taskservice.scheduler;

import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fires everything that is due: one batch on the caller's thread and, as long as batches come back full, twice as many
 * at once, up to the concurrent limit.
 */
final class FirePool implements AutoCloseable {

    private final DueScan scan;
    private final Signals signals;
    private final int concurrentLimit;
    private final ExecutorService threads;

    FirePool(DueScan scan, Signals signals, int concurrentLimit) {
        this.scan = scan;
        this.signals = signals;
        this.concurrentLimit = concurrentLimit;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(0, concurrentLimit, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "task-fire-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Fires until nothing due is left that this node should fire. */
    Fired fireAll(Set<Integer> partitions) throws InterruptedException {
        Fired all = scan.scanOnce(partitions);
        int width = 1;
        while (all.mayBeMore()) {
            signals.publish(Signal.INSTANCES_READY);
            width = Math.min(width * 2, concurrentLimit);
            all = all.and(scanAtOnce(partitions, width));
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    /** One of them runs here, so that a limit of one needs no other thread. */
    private Fired scanAtOnce(Set<Integer> partitions, int width) throws InterruptedException {
        List<Future<Fired>> others = new ArrayList<>();
        for (int i = 1; i < width; i++) {
            others.add(threads.submit(() -> scan.scanOnce(partitions)));
        }
        Fired all = scan.scanOnce(partitions);
        boolean mayBeMore = all.mayBeMore();
        for (Future<Fired> other : others) {
            Fired fired = resultOf(other);
            mayBeMore |= fired.mayBeMore();
            all = all.and(fired);
        }
        return mayBeMore ? all.full() : all;
    }

    private static Fired resultOf(Future<Fired> scan) throws InterruptedException {
        try {
            return scan.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A scan beside this one failed", e.getCause());
        }
    }
}
