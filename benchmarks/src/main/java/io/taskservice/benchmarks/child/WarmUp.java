package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import java.util.concurrent.TimeUnit;

/** Small drains before anything is measured: classes are loaded, compiled, connections open. */
final class WarmUp {

    private static final int TASKS = 2_000;

    /** For a compiler that works beside what it compiles; what is measured after it takes seconds, too. */
    private static final long NANOS = TimeUnit.SECONDS.toNanos(12);

    private static final int MOST_DRAINS = 40;

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
        long end = System.nanoTime() + NANOS;
        for (int drains = 0; drains == 0 || drains < MOST_DRAINS && System.nanoTime() < end; drains++) {
            engine.addDue(order.size() + (drains * order.nodes() + order.node()) * TASKS, TASKS);
            engine.resume();
            patience.until(engine::isDrained);
            engine.pause();
        }
    }
}
