package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.child.Measurement.OverCapException;
import io.taskservice.benchmarks.engine.Engine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tasks are added one by one at a rate, by more threads than are needed. What a request takes counts from when it should
 * have been sent: one that had to wait for those before it was slow too.
 */
final class Requests implements Measurement {

    private static final int THREADS = 32;
    private static final int SECONDS = 20;
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Order order;
    private final Engine engine;

    Requests(Order order, Engine engine) {
        this.order = order;
        this.engine = engine;
    }

    @Override
    public void warmUp() throws Exception {
        engine.prepare();
        engine.open();
        WarmUp.submits(engine, SECONDS * order.size());
    }

    @Override
    public void fill() {}

    @Override
    public Result measure() throws Exception {
        int count = SECONDS * order.size();
        Costs before = Costs.now(order.place(), order.databasePid());
        long[] nanos = send(0, count);
        Costs after = Costs.now(order.place(), order.databasePid());
        double seconds = after.secondsSince(before);
        if (seconds > order.capSeconds()) {
            throw new OverCapException();
        }
        Map<String, Double> figures = new HashMap<>(after.since(before, count));
        figures.put("seconds", seconds);
        figures.put("perSecond", count / seconds);
        Arrays.sort(nanos);
        Percentiles.of(nanos, NANOS_PER_MS).putInto(figures);
        return Result.of(figures);
    }

    /** Returns how long each took. */
    private long[] send(int first, int count) throws Exception {
        long[] nanos = new long[count];
        long begin = System.nanoTime();
        Threads.call(THREADS, thread -> () -> {
            for (int i = thread; i < count; i += THREADS) {
                nanos[i] = send(first + i, begin + (long) (NANOS_PER_SECOND * i / order.size()));
            }
            return null;
        });
        return nanos;
    }

    private long send(int number, long dueNanos) throws Exception {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
        engine.submit(number);
        return System.nanoTime() - dueNanos;
    }
}
