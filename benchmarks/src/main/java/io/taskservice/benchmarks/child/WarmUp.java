package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;

/** A small drain before anything is measured: classes are loaded, compiled, connections open. */
final class WarmUp {

    private static final int TASKS = 2_000;

    private WarmUp() {}

    /** Opens the system and runs some tasks, whose numbers come after those that are measured. */
    static void drain(Engine engine, Order order, Patience patience) throws Exception {
        if (order.node() == 0) {
            engine.prepare();
        }
        engine.open();
        if (order.node() == 0 && order.history() > 0) {
            History.fill(order.place(), order.history());
        }
        engine.addDue(order.size() + order.node() * TASKS, TASKS);
        engine.resume();
        patience.until(engine::isDrained);
        engine.pause();
    }
}
