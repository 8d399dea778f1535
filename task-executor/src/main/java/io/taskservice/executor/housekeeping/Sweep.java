package io.taskservice.executor.housekeeping;

import io.taskservice.handler.TaskContext;
import java.util.function.IntUnaryOperator;

/** Deletes in short transactions, so that nobody waits long for a row, until nothing is left or it is asked to stop. */
final class Sweep {

    private static final int BATCH = 1000;

    private Sweep() {}

    /** Calls {@code delete} with how much to delete at most until it deletes less; returns how much was deleted. */
    static long delete(TaskContext context, IntUnaryOperator delete) {
        long deleted = 0;
        for (int batch = BATCH; batch == BATCH && !context.isCancelled(); ) {
            batch = delete.applyAsInt(BATCH);
            deleted += batch;
        }
        return deleted;
    }
}
