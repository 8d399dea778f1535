package io.taskservice.simulation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets threads use a {@link MemoryStore} as they would a database: they wait for each other's rows, and nothing goes wrong. */
public final class ThreadTurns implements Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration lockWait;

    /** {@code lockWait}: longest wait for a row. */
    public ThreadTurns(Duration lockWait) {
        this.lockWait = lockWait;
    }

    @Override
    public <T> T alone(Supplier<T> statement) {
        lock.lock();
        try {
            return statement.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    @Override
    public void before(String statement) {
        // Nothing stands in its way.
    }

    @Override
    public void afterOwn(String statement) {
        // Every answer arrives.
    }

    @Override
    public void commit(Runnable commit) {
        rollback(commit);
    }

    @Override
    public void rollback(Runnable rollback) {
        alone(() -> {
            rollback.run();
            return true;
        });
    }

    @Override
    public void waitFor(Tx tx, Slot slot) {
        long left = lockWait.toNanos();
        while (tx.doom == null && !slot.isFreeFor(tx)) {
            if (left <= 0) {
                throw new MemoryErrors().lockWaitTimeout();
            }
            left = awaitChange(left);
        }
    }

    private long awaitChange(long nanos) {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted after " + TimeUnit.NANOSECONDS.toMillis(nanos), e);
        }
    }

    @Override
    public int victimOf(int transactions) {
        return 0;
    }

    @Override
    public String user() {
        return Thread.currentThread().getName();
    }
}
