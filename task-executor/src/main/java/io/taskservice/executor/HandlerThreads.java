package io.taskservice.executor;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Threads for handlers: virtual ones where the runtime has them (21 and later), else a pool; the slots bound both. */
final class HandlerThreads implements AutoCloseable {

    private static final int VIRTUAL_THREADS_SINCE = 21;

    private final Executor executor;
    private final @Nullable ExecutorService pool;

    HandlerThreads(Executor executor, @Nullable ExecutorService pool) {
        this.executor = executor;
        this.pool = pool;
    }

    /** Threads of the kind this runtime has; a pool begins with {@code core} and has at most {@code most}. */
    static HandlerThreads create(int core, int most) {
        return Runtime.version().feature() >= VIRTUAL_THREADS_SINCE
                ? new HandlerThreads(new VirtualThreadTaskExecutor("task-handler-"), null)
                : pooled(core, most);
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

    private static HandlerThreads pooled(int core, int most) {
        AtomicInteger number = new AtomicInteger();
        HandlerPool pool = new HandlerPool(core, most, work -> {
            Thread thread = new Thread(work, "task-handler-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        return new HandlerThreads(pool, pool);
    }
}
