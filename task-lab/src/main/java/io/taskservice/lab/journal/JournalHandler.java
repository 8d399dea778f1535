package io.taskservice.lab.journal;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handler for tests: writes the begin of its attempt to the journal, works for a while, writes its end.
 *
 * <p>The begin is on the disk before the work, the end before it returns. Which attempt it was is its result.
 */
public final class JournalHandler implements TaskHandler {

    /** What its result begins with; the number of the attempt follows. */
    public static final String RESULT = "attempt ";

    /** Exit code of a process that an attempt has taken with it. */
    public static final int HALTED = 86;

    private static final int MOST_MILLIS = 3_600_000;
    private static final long LONGEST_SLEEP_MILLIS = 50;

    private static final Params NOTHING_ASKED = new Params(null, null, null, null, null);

    private final JournalWriter journal;
    private final Supplier<String> node;
    private final InstantSource clock;

    /**
     * What an instance asks for.
     *
     * @param millis how long to work; null: not at all
     * @param fails how many attempts fail, the first ones; null: none
     * @param waits how many attempts ask to be run again in a moment, the first ones; null: none
     * @param stubborn whether to go on though asked to stop; null: no
     * @param halts how many attempts take their process with them, the first ones; null: none
     */
    record Params(
            @Nullable Integer millis,
            @Nullable Integer fails,
            @Nullable Integer waits,
            @Nullable Boolean stubborn,
            @Nullable Integer halts) {}

    /**
     * Writes to the journal of this process.
     *
     * @param node the id this process has in the cluster now
     * @param clock one that all processes share
     */
    public JournalHandler(JournalWriter journal, Supplier<String> node, InstantSource clock) {
        this.journal = journal;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public TaskResult execute(TaskContext context) throws IOException {
        Params params = context.getParams().isEmpty() ? NOTHING_ASKED : context.getParams(Params.class);
        int millis = params.millis() == null ? 0 : params.millis();
        if (millis < 0 || millis > MOST_MILLIS) {
            return TaskResult.failure("INVALID_PARAMS", "millis must be 0 to " + MOST_MILLIS + ", not " + millis);
        }
        String holder = node.get();
        journal.write(line(true, context, holder));
        if (params.halts() != null && context.getAttempt() <= params.halts()) {
            Runtime.getRuntime().halt(HALTED);
        }
        try {
            work(context, Duration.ofMillis(millis), Boolean.TRUE.equals(params.stubborn()));
        } finally {
            journal.write(line(false, context, holder));
        }
        return outcome(context, params);
    }

    @Override
    public String description() {
        return "Writes a journal of what it does, for tests";
    }

    private static TaskResult outcome(TaskContext context, Params params) {
        if (context.isCancelled()) {
            return TaskResult.failure("STOPPED", "It was asked to stop");
        }
        if (asks(params.waits(), context)) {
            return TaskResult.retryAfter(Duration.ofMillis(10));
        }
        if (asks(params.fails(), context)) {
            return TaskResult.failure("ASKED_TO", "It was asked to fail");
        }
        return TaskResult.success(RESULT + context.getAttempt());
    }

    /** Whether it is one of the first attempts, so many. */
    private static boolean asks(@Nullable Integer attempts, TaskContext context) {
        return attempts != null && context.getAttempt() <= attempts;
    }

    /** The clock may be the database's, which an interrupted thread could not ask: the interrupt is put off meanwhile. */
    private JournalLine line(boolean begins, TaskContext context, String holder) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean fenced = !begins && context.isLeaseLost();
            return new JournalLine(
                    begins, clock.instant(), context.getInstanceId(), context.getAttempt(), holder, fenced);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Works until the time is over or, unless it is stubborn, until it is asked to stop. */
    private static void work(TaskContext context, Duration time, boolean stubborn) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        long left = time.toNanos();
        while (left > 0 && (stubborn || !(interrupted || context.isCancelled()))) {
            interrupted |= sleep(left);
            left = end - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sleeps for a moment, no longer than that; returns whether it was interrupted. */
    private static boolean sleep(long nanos) {
        try {
            Thread.sleep(Math.max(1, Math.min(nanos / 1_000_000, LONGEST_SLEEP_MILLIS)));
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
