package io.taskservice.executor;

import io.taskservice.instance.Completion;
import java.util.ArrayList;
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

    /** Takes up to {@code most}, oldest first. */
    List<Entry> take(int most) {
        List<Entry> taken = new ArrayList<>();
        entries.drainTo(taken, most);
        return taken;
    }

    /**
     * An outcome to write.
     *
     * @param attempt whose it is
     * @param completion what is written
     */
    record Entry(Attempt attempt, Completion completion) {}
}
