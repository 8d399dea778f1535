package io.taskservice.benchmarks.child;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the parts of something at once. */
final class Threads {

    private Threads() {}

    /** Each part in a thread of its own; returns what they return, in their order, or throws what the first one threw. */
    static <T> List<T> call(int parts, IntFunction<Callable<T>> part) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future :
                    threads.invokeAll(IntStream.range(0, parts).mapToObj(part).toList())) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
