package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tasks are added, one by one from some threads or in bulk, and nothing runs. */
final class Submit implements Measurement {

    private static final double NANOS_PER_MS = 1e6;

    private final Order order;
    private final Engine engine;
    private final long[] nanos;

    Submit(Order order, Engine engine) {
        this.order = order;
        this.engine = engine;
        this.nanos = new long[order.size()];
    }

    @Override
    public void warmUp() throws Exception {
        engine.prepare();
        engine.open();
        if (order.threads() == 0) {
            WarmUp.bulk(engine, order.size());
        } else {
            WarmUp.submits(engine, order.size());
        }
    }

    @Override
    public void fill() {}

    @Override
    public Result measure() throws Exception {
        Costs before = Costs.now(order.place(), order.databasePid());
        int done = submit(0, order.size());
        Costs after = Costs.now(order.place(), order.databasePid());
        if (done < order.size()) {
            throw new OverCapException();
        }
        double seconds = after.secondsSince(before);
        Map<String, Double> figures = new HashMap<>(after.since(before, order.size()));
        figures.put("seconds", seconds);
        figures.put("perSecond", order.size() / seconds);
        if (order.threads() > 0) {
            Arrays.sort(nanos);
            Percentiles.of(nanos, NANOS_PER_MS).putInto(figures);
        }
        return Result.of(figures);
    }

    /** Returns how many could be added before the time was up. */
    private int submit(int first, int count) throws Exception {
        if (order.threads() == 0) {
            engine.addDue(first, count);
            return count;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(order.capSeconds());
        return Threads.call(order.threads(), thread -> () -> submitPart(first, count, thread, end)).stream()
                .mapToInt(part -> part)
                .sum();
    }

    private int submitPart(int first, int count, int thread, long end) throws Exception {
        int done = 0;
        for (int i = thread; i < count && System.nanoTime() - end < 0; i += order.threads()) {
            long start = System.nanoTime();
            engine.submit(first + i);
            if (first + i < nanos.length) {
                nanos[first + i] = System.nanoTime() - start;
            }
            done++;
        }
        return done;
    }
}
