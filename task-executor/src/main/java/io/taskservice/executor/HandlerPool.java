package io.taskservice.executor;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A pool that makes a thread when none is idle, as many as it may, and otherwise queues: a thread that is done within
 * microseconds takes the next task of itself, and no other has to be woken for it.
 *
 * <p>The JDK's pool with a queue would make no thread beyond its core, and with one that holds nothing would wake a thread
 * for each task. Threads stay: one that left when it had been idle for long could leave behind what was queued for it.
 */
final class HandlerPool extends ThreadPoolExecutor {

    private final AtomicInteger unfinished = new AtomicInteger();

    /** With {@code core} threads from the start, and {@code most} when that many are needed at once. */
    HandlerPool(int core, int most, ThreadFactory threads) {
        super(core, most, Long.MAX_VALUE, TimeUnit.NANOSECONDS, new Tasks(), threads);
        tasks().areTaken = this::hasIdleThread;
        setRejectedExecutionHandler((work, pool) -> queue(work));
        prestartAllCoreThreads();
    }

    @Override
    public void execute(Runnable work) {
        unfinished.incrementAndGet();
        super.execute(work);
    }

    @Override
    protected void afterExecute(Runnable work, Throwable thrown) {
        unfinished.decrementAndGet();
    }

    /** All threads there may be are at work: a slot is free a moment before its thread is. */
    private void queue(Runnable work) {
        if (isShutdown()) {
            throw new RejectedExecutionException("No handler is started any more");
        }
        tasks().keep(work);
    }

    private boolean hasIdleThread() {
        return unfinished.get() <= getPoolSize();
    }

    private Tasks tasks() {
        return (Tasks) getQueue();
    }

    /** Takes what a thread that is idle will have at once, and refuses the rest, which makes the pool grow. */
    private static final class Tasks extends LinkedBlockingQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        private transient volatile BooleanSupplier areTaken = () -> false;

        @Override
        public boolean offer(Runnable work) {
            return areTaken.getAsBoolean() && super.offer(work);
        }

        void keep(Runnable work) {
            super.offer(work);
        }
    }
}
