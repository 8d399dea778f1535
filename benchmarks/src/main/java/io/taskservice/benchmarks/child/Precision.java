package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import io.taskservice.benchmarks.engine.Witness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One-shot tasks are due one after the other, at a rate; how long after that do they start? */
final class Precision implements Measurement {

    private static final int SECONDS = 20;

    private static final int AHEAD_SECONDS = 3;

    /** Some store what is due later one by one. */
    private static final int STORED_PER_SECOND = 200;

    private static final double MICROS_PER_MS = 1e3;
    private static final double MICROS_PER_SECOND = 1e6;

    private final Order order;
    private final Order all;
    private final Engine engine;
    private final Patience patience;
    private List<Instant> dues = List.of();
    private int ranInWarmUp;

    Precision(Order order, Engine engine) {
        this.order = order;
        this.all = order.ofSize(order.size() * SECONDS);
        this.engine = engine;
        this.patience = new Patience(order.capSeconds());
    }

    @Override
    public void warmUp() throws Exception {
        WarmUp.drain(engine, all, patience);
        ranInWarmUp = Witness.ran();
        engine.resume();
    }

    /** How long that takes is not known before: the first is due late enough for {@link #STORED_PER_SECOND}. */
    @Override
    public void fill() throws Exception {
        Instant first = Instant.now().plusSeconds(AHEAD_SECONDS + all.size() / STORED_PER_SECOND);
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            instants.add(first.plusNanos(1_000_000_000L * i / order.size()));
        }
        dues = instants;
        engine.schedule(0, dues);
    }

    @Override
    public Result measure() throws Exception {
        if (Instant.now().isAfter(dues.get(0))) {
            throw new OverCapException(); // not even stored in time
        }
        sleepUntil(dues.get(0));
        Costs before = Costs.now(order.place(), order.databasePid());
        patience.until(() -> Witness.ran() - ranInWarmUp >= all.size());
        Costs after = Costs.now(order.place(), order.databasePid());
        Map<String, Double> figures = new HashMap<>(after.since(before, all.size()));
        long[] lags = new long[all.size()];
        long last = 0;
        for (int i = 0; i < lags.length; i++) {
            lags[i] = Witness.startOf(i) - Witness.micros(dues.get(i));
            last = Math.max(last, Witness.startOf(i));
        }
        figures.put("perSecond", all.size() * MICROS_PER_SECOND / (last - Witness.micros(dues.get(0))));
        Arrays.sort(lags);
        Percentiles.of(lags, MICROS_PER_MS).putInto(figures);
        return Result.of(figures);
    }

    private static void sleepUntil(Instant instant) throws InterruptedException {
        Thread.sleep(Math.max(0, instant.toEpochMilli() - Instant.now().toEpochMilli()));
    }
}
