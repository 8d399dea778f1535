package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Definitions are there that are not due for hours: what does the system do in a second of that? */
final class Idle implements Measurement {

    private static final Duration PERIOD = Duration.ofDays(1);
    private static final Duration AHEAD = Duration.ofHours(6);
    private static final int SETTLE_SECONDS = 10;
    private static final int SECONDS = 30;

    private final Order order;
    private final Engine engine;
    private final Patience patience;

    Idle(Order order, Engine engine) {
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
        engine.define(order.size(), PERIOD, Instant.now().plus(AHEAD));
        engine.resume();
    }

    @Override
    public Result measure() throws Exception {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        Costs before = Costs.now(order.place(), order.databasePid());
        TimeUnit.SECONDS.sleep(SECONDS);
        Costs after = Costs.now(order.place(), order.databasePid());
        return Result.of(after.since(before, after.secondsSince(before)));
    }
}
