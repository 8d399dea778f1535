package io.taskservice.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the same work on several threads that begin at the same moment. */
public final class Together {

    private static final long LIMIT_SECONDS = 120;

    private Together() {}

    /** Work of one of the threads. */
    @FunctionalInterface
    public interface Work<T> {

        /** Is called once on each thread, with its number from 0. */
        T run(int thread) throws Exception;
    }

    /** Does something on another thread, and so outside the transaction of the calling one. */
    public static <T> T elsewhere(Callable<T> work) {
        return call(1, thread -> work.call()).get(0);
    }

    /** Waits until all have done their part; throws what the first to fail threw. */
    public static void run(int threads, Part part) {
        call(threads, thread -> {
            part.run(thread);
            return thread;
        });
    }

    /** Part of one of the threads. */
    @FunctionalInterface
    public interface Part {

        /** Is called once on each thread, with its number from 0. */
        void run(int thread) throws Exception;
    }

    /** Returns what each thread returned, in the order of their numbers; throws what the first to fail threw. */
    public static <T> List<T> call(int threads, Work<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CompletionService<T> parts = new ExecutorCompletionService<>(pool);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(parts.submit(() -> {
                    start.await();
                    return work.run(number);
                }));
            }
            awaitAll(parts, threads);
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("A thread failed", e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("The threads did not end", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The first that fails is the one to hear of: the others may wait for it for ever. */
    private static void awaitAll(CompletionService<?> parts, int threads)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (int i = 0; i < threads; i++) {
            Future<?> next = parts.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new TimeoutException();
            }
            next.get();
        }
    }
}
