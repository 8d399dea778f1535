package io.taskservice.lab.journal;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handler for tests: writes the begin of its attempt to the journal, works for a while, writes its end.
 *
 * <p>The begin is on the disk before the work, the end before it returns. Which attempt it was is its result. A file channel
 * closes when a thread that uses it is interrupted: lines are written with the interrupt put off.
 */
public final class JournalHandler implements TaskHandler {

    /** What its result begins with; the number of the attempt follows. */
    public static final String RESULT = "attempt ";

    private static final int MOST_MILLIS = 3_600_000;

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
     */
    record Params(
            @Nullable Integer millis,
            @Nullable Integer fails,
            @Nullable Integer waits,
            @Nullable Boolean stubborn) {}

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
        Params params =
                context.getParams().isEmpty() ? new Params(null, null, null, null) : context.getParams(Params.class);
        int millis = params.millis() == null ? 0 : params.millis();
        if (millis < 0 || millis > MOST_MILLIS) {
            return TaskResult.failure("INVALID_PARAMS", "millis must be 0 to " + MOST_MILLIS + ", not " + millis);
        }
        String holder = node.get();
        boolean interrupted = write(line(true, context, holder));
        try {
            interrupted |=
                    work(context, Duration.ofMillis(millis), Boolean.TRUE.equals(params.stubborn()), interrupted);
        } finally {
            interrupted |= write(line(false, context, holder));
        }
        return outcome(context, params, interrupted);
    }

    @Override
    public String description() {
        return "Writes a journal of what it does, for tests";
    }

    private static TaskResult outcome(TaskContext context, Params params, boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (context.isCancelled()) {
            return TaskResult.failure("STOPPED", "It was asked to stop");
        }
        if (params.waits() != null && context.getAttempt() <= params.waits()) {
            return TaskResult.retryAfter(Duration.ofMillis(10));
        }
        if (params.fails() != null && context.getAttempt() <= params.fails()) {
            return TaskResult.failure("ASKED_TO", "It was asked to fail");
        }
        return TaskResult.success(RESULT + context.getAttempt());
    }

    private JournalLine line(boolean begins, TaskContext context, String holder) {
        Instant now = clock.instant();
        boolean fenced = !begins && context.isLeaseLost();
        return new JournalLine(begins, now, context.getInstanceId(), context.getAttempt(), holder, fenced);
    }

    /** Returns whether the thread was interrupted; then it is no longer. */
    private boolean write(JournalLine line) throws IOException {
        boolean interrupted = Thread.interrupted();
        journal.write(line);
        return interrupted;
    }

    /** Works until the time is over, or it is asked to stop and not stubborn; returns whether it was interrupted. */
    private static boolean work(TaskContext context, Duration time, boolean stubborn, boolean already) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = already;
        long left = time.toNanos();
        while (left > 0 && (stubborn || !(interrupted || context.isCancelled()))) {
            try {
                Thread.sleep(Math.max(1, Math.min(left / 1_000_000, 50)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = end - System.nanoTime();
        }
        return interrupted;
    }
}
