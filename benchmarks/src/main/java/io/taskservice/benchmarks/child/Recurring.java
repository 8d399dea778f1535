package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import io.taskservice.benchmarks.engine.Witness;
import io.taskservice.benchmarks.engine.Witness.Fire;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Definitions fire again and again; how many fires are there, how many are missing, and how late are they? */
final class Recurring implements Measurement {

    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int SECONDS = 60;

    /** From when all are stored until the measurement begins, so that every definition has fired. */
    private static final int AHEAD_SECONDS = 15;

    private static final double MICROS_PER_MS = 1e3;

    private final Order order;
    private final Engine engine;
    private final Patience patience;

    Recurring(Order order, Engine engine) {
        this.order = order;
        this.engine = engine;
        this.patience = new Patience(order.capSeconds());
    }

    @Override
    public void warmUp() throws Exception {
        WarmUp.drain(engine, order, patience);
    }

    @Override
    public void fill() throws Exception {
        engine.define(order.size(), PERIOD, Instant.now().plus(PERIOD));
        engine.resume();
    }

    @Override
    public Result measure() throws Exception {
        TimeUnit.SECONDS.sleep(AHEAD_SECONDS);
        long from = Witness.micros(Instant.now());
        Costs before = Costs.now(order.place(), order.databasePid());
        TimeUnit.SECONDS.sleep(SECONDS);
        Costs after = Costs.now(order.place(), order.databasePid());
        long to = Witness.micros(Instant.now());
        List<Fire> fires = Witness.fires().stream()
                .filter(fire -> fire.start() >= from && fire.start() < to)
                .toList();
        double seconds = after.secondsSince(before);
        double due = order.size() * seconds / PERIOD.toSeconds();
        Map<String, Double> figures = new HashMap<>(after.since(before, Math.max(1, fires.size())));
        figures.put("perSecond", fires.size() / seconds);
        figures.put("missed", Math.max(0, due - distinct(fires)));
        long[] lags = fires.stream().mapToLong(Fire::lag).sorted().toArray();
        Percentiles.of(lags, MICROS_PER_MS).putInto(figures);
        return Result.of(figures);
    }

    /** A fire time counts once, however often it was started. */
    private static long distinct(List<Fire> fires) {
        return fires.stream()
                .map(fire -> List.of(fire.definition(), fire.due()))
                .distinct()
                .count();
    }
}
