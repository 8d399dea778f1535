package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import io.taskservice.benchmarks.engine.Witness;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Tasks that are due are run until none is left, from the word go until the database says that the last is done. */
final class Drain implements Measurement {

    /** Of several processes each has to ask the database, since none knows what the others have done. */
    private static final long LOOK_MILLIS = 50;

    private final Order order;
    private final Engine engine;
    private final Patience patience;

    Drain(Order order, Engine engine) {
        this.order = order;
        this.engine = engine;
        this.patience =
                order.nodes() == 1 ? new Patience(order.capSeconds()) : new Patience(order.capSeconds(), LOOK_MILLIS);
    }

    @Override
    public void warmUp() throws Exception {
        WarmUp.drain(engine, order, patience);
    }

    @Override
    public void fill() throws Exception {
        engine.addDue(0, order.size());
    }

    @Override
    public Result measure() throws Exception {
        int ranBefore = Witness.ran();
        Costs before = Costs.now(order.place(), order.databasePid());
        engine.resume();
        if (order.nodes() == 1) {
            // Without asking the database, which would be counted as the system's own work.
            patience.until(() -> Witness.ran() - ranBefore >= order.size());
        }
        patience.until(engine::isDrained);
        Costs after = Costs.now(order.place(), order.databasePid());
        engine.pause();
        double seconds = after.secondsSince(before);
        Map<String, Double> figures = new HashMap<>(after.since(before, order.size()));
        figures.put("seconds", seconds);
        figures.put("perSecond", order.size() / seconds);
        String ran =
                Base64.getEncoder().encodeToString(Witness.ranOf(order.size()).toByteArray());
        return new Result(figures, ran, Witness.repeatedOf(order.size()), false);
    }
}
