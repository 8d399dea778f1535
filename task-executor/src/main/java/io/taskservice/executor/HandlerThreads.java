package io.taskservice.executor;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Threads for handlers: virtual ones where the runtime has them (21 and later), else a pool; the slots bound both. */
final class HandlerThreads implements AutoCloseable {

    private static final int VIRTUAL_THREADS_SINCE = 21;
    private static final int IDLE_SECONDS = 60;

    private final Executor executor;
    private final @Nullable ExecutorService pool;

    HandlerThreads(Executor executor, @Nullable ExecutorService pool) {
        this.executor = executor;
        this.pool = pool;
    }

    /** Threads of the kind this runtime has; a pool keeps {@code core} of them ready. */
    static HandlerThreads create(int core) {
        return Runtime.version().feature() >= VIRTUAL_THREADS_SINCE
                ? new HandlerThreads(new VirtualThreadTaskExecutor("task-handler-"), null)
                : pooled(core);
    }

    void run(Runnable work) {
        executor.execute(work);
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }

    /** Unbounded, because the slots are the bound: a slot is free a moment before its thread is. */
    private static HandlerThreads pooled(int core) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                core, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "task-handler-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        return new HandlerThreads(pool, pool);
    }
}
