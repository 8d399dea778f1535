package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Engine;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Small rounds before anything is measured: classes are loaded, connections open, and what runs often is compiled. That it is
 * compiled shows the compiler, by falling quiet; what is measured is a process that has been up for a while.
 */
final class WarmUp {

    private static final int TASKS = 2_000;

    /** Enough to come together, and few enough to leave the compilers room. */
    private static final int SUBMITTERS = 4;

    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(12);
    /** Times the number of the process: those before it run with it. */
    private static final Duration MOST = Duration.ofSeconds(60);

    /** A web framework's way to a task is a hundred calls deep, and busies the compilers for minutes. */
    private static final Duration MOST_OF_SUBMITS = Duration.ofMinutes(3);

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
        untilQuiet(MOST.multipliedBy(order.node() + 1), round -> {
            engine.addDue(order.size() + (round * order.nodes() + order.node()) * TASKS, TASKS);
            engine.resume();
            patience.until(engine::isDrained);
            engine.pause();
        });
    }

    /** Adds tasks to an open system, one by one, whose numbers are from {@code first} on. */
    static void submits(Engine engine, int first) throws Exception {
        untilQuiet(
                MOST_OF_SUBMITS,
                round -> Threads.call(SUBMITTERS, thread -> () -> {
                    for (int i = thread; i < TASKS; i += SUBMITTERS) {
                        engine.submit(first + round * TASKS + i);
                    }
                    return null;
                }));
    }

    /** Adds tasks to an open system, in bulk, whose numbers are from {@code first} on. */
    static void bulk(Engine engine, int first) throws Exception {
        untilQuiet(MOST_OF_SUBMITS, round -> engine.addDue(first + round * TASKS, TASKS));
    }

    /** One of some; their numbers count from 0. */
    private interface Round {

        /** Does a little of what is to be measured. */
        void run(int number) throws Exception;
    }

    /** Does rounds until the compilers fall quiet, or so long. */
    private static void untilQuiet(Duration most, Round round) throws Exception {
        long begin = System.nanoTime();
        for (int number = 0; number < MOST_ROUNDS; number++) {
            long roundBegin = System.nanoTime();
            long compiled = COMPILER.getTotalCompilationTime();
            round.run(number);
            long now = System.nanoTime();
            long compileMillis = COMPILER.getTotalCompilationTime() - compiled;
            boolean isQuiet = compileMillis * 100 <= QUIET_PERCENT * TimeUnit.NANOSECONDS.toMillis(now - roundBegin);
            if (now - begin >= most.toNanos() || now - begin >= LEAST_NANOS && isQuiet) {
                return;
            }
        }
    }
}
