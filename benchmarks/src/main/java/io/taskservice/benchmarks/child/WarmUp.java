package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Small rounds before anything is measured: classes are loaded, connections open, and what runs often is compiled. That it is
 * compiled shows the compiler, by falling quiet; what is measured is a process that has been up for a while.
 */
final class WarmUp {

    private static final int TASKS = 2_000;
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** So many of a hundred milliseconds it may compile, in one thread of several. */
    private static final int QUIET_PERCENT = 5;

    private static final int MOST_ROUNDS = 200;
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
        untilQuiet(round -> {
            engine.addDue(order.size() + (round * order.nodes() + order.node()) * TASKS, TASKS);
            engine.resume();
            patience.until(engine::isDrained);
            engine.pause();
        });
    }

    /** One of some; their numbers count from 0. */
    interface Round {

        /** Does a little of what is to be measured. */
        void run(int number) throws Exception;
    }

    /** Does rounds until the compilers fall quiet. */
    static void untilQuiet(Round round) throws Exception {
        long begin = System.nanoTime();
        for (int number = 0; number < MOST_ROUNDS; number++) {
            long roundBegin = System.nanoTime();
            long compiled = COMPILER.getTotalCompilationTime();
            round.run(number);
            long now = System.nanoTime();
            long compileMillis = COMPILER.getTotalCompilationTime() - compiled;
            boolean isQuiet = compileMillis * 100 <= QUIET_PERCENT * TimeUnit.NANOSECONDS.toMillis(now - roundBegin);
            if (now - begin >= MOST_NANOS || now - begin >= LEAST_NANOS && isQuiet) {
                return;
            }
        }
    }
}
