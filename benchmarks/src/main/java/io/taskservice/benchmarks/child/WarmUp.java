package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Small drains before anything is measured: classes are loaded, connections open, and what runs often is compiled. That it is
 * compiled shows the compiler, by falling quiet; what is measured is a process that has been up for a while.
 */
final class WarmUp {

    private static final int TASKS = 2_000;
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** So many of a hundred milliseconds it may compile, in one thread of several. */
    private static final int QUIET_PERCENT = 5;

    private static final int MOST_DRAINS = 200;
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

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
        long begin = System.nanoTime();
        for (int drains = 0; drains < MOST_DRAINS; drains++) {
            long drainBegin = System.nanoTime();
            long compiled = COMPILER.getTotalCompilationTime();
            engine.addDue(order.size() + (drains * order.nodes() + order.node()) * TASKS, TASKS);
            engine.resume();
            patience.until(engine::isDrained);
            engine.pause();
            long now = System.nanoTime();
            if (isEnough(now - begin, now - drainBegin, COMPILER.getTotalCompilationTime() - compiled)) {
                return;
            }
        }
    }

    private static boolean isEnough(long nanos, long drainNanos, long compileMillis) {
        boolean isQuiet = compileMillis * 100 <= QUIET_PERCENT * TimeUnit.NANOSECONDS.toMillis(drainNanos);
        return nanos >= MOST_NANOS || nanos >= LEAST_NANOS && isQuiet;
    }
}
