package io.taskservice.scheduler;

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
 * Fires what is due, a round at a time: one batch on the caller's thread and, as long as batches come back full, twice as
 * many at once, up to the concurrent limit.
 */
final class FirePool implements AutoCloseable {

    private final DueScan scan;
    private final int concurrentLimit;
    private final ExecutorService threads;
    private int width = 1;

    FirePool(DueScan scan, int concurrentLimit) {
        this.scan = scan;
        this.concurrentLimit = concurrentLimit;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(0, concurrentLimit, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "task-fire-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Fires one round; when more may be due, the next call fires twice as many batches at once. */
    Fired fireOnce(Set<Integer> partitions) throws InterruptedException {
        Fired fired = scanAtOnce(partitions, width);
        width = fired.mayBeMore() ? Math.min(width * 2, concurrentLimit) : 1;
        return fired;
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
