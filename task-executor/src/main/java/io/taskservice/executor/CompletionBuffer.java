package io.taskservice.executor;

import io.taskservice.database.Batches;
import io.taskservice.instance.Completion;
import io.taskservice.instance.TaskInstance;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Outcomes on their way to the database. It never refuses one, or an attempt would be lost; instead, nothing is claimed
 * while it holds as many as it should.
 */
final class CompletionBuffer {

    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final int capacity;
    private volatile Runnable whenAdded = () -> {};

    CompletionBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** Calls {@code listener} when there is something to write. */
    void whenAdded(Runnable listener) {
        whenAdded = listener;
    }

    void add(Attempt attempt, Completion completion) {
        entries.add(new Entry(attempt, completion));
        whenAdded.run();
    }

    /** Whether so many wait that nothing should be claimed. */
    boolean isFull() {
        return entries.size() >= capacity;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes as many as fit one statement, oldest first. */
    List<Entry> take() {
        return Batches.take(entries, Entry::characters);
    }

    /**
     * An outcome to write.
     *
     * @param attempt whose it is
     * @param completion what is written
     */
    record Entry(Attempt attempt, Completion completion) {

        private long characters() {
            TaskInstance.Outcome outcome = completion.outcome();
            return Batches.lengthOf(outcome.result()) + Batches.lengthOf(outcome.errorMessage());
        }
    }
}
