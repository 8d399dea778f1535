package io.taskservice.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a duty on a thread of its own until closed.
 *
 * <p>A pass that throws is logged and counted, and the next one follows after a wait that doubles from 200 ms to 1.6 s: the
 * loop itself never dies, and is back soon after the database is. {@link #wake} cuts any wait short.
 */
public final class Loop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 4;
    private static final int FAILING = 3;
    private static final long NEVER = Long.MAX_VALUE;

    /** A pause until the year 9999 has more nanoseconds than a long. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Duty duty;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private long latestNanos = NEVER;
    private volatile boolean closing;
    private final AtomicLong failures = new AtomicLong();
    private volatile long passStartedNanos;
    private volatile int failuresInARow;

    public Loop(String name, Duty duty) {
        this.name = name;
        this.duty = duty;
        this.thread = new Thread(this::run, "task-" + name);
        this.thread.setDaemon(true);
    }

    /** Begins with a pass at once. */
    public void start() {
        thread.start();
    }

    /** Cuts the wait before the next pass short; during a pass: another follows at once. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the next pass come no later than that from now, so that more may gather for it. */
    public void wakeWithin(Duration longest) {
        lock.lock();
        try {
            if (latestNanos == NEVER) {
                latestNanos =
                        System.nanoTime() + shorter(longest, LONGEST_PAUSE).toNanos();
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Passes that threw, so far. */
    public long failures() {
        return failures.get();
    }

    /** Whether its last passes failed, several in a row. */
    public boolean isFailing() {
        return failuresInARow >= FAILING;
    }

    /** What the loop is called, without the thread's prefix. */
    public String name() {
        return name;
    }

    /** Whether a pass has been under way for longer than that: its thread waits for something that does not come. */
    public boolean isStuck(Duration patience) {
        long started = passStartedNanos;
        return started != 0 && System.nanoTime() - started > patience.toNanos();
    }

    /** Lets the pass under way end, then ends the thread; waits ten seconds at most, then interrupts. */
    @Override
    public void close() {
        closing = true;
        wake();
        if (Thread.currentThread() == thread || !thread.isAlive()) {
            return;
        }
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
            if (thread.isAlive()) {
                log.warn("Loop {} did not end within {} s and is interrupted", name, CLOSE_PATIENCE.toSeconds());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            Duration pause;
            try {
                passStartedNanos = System.nanoTime() | 1;
                pause = duty.runOnce();
                failuresInARow = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                pause = afterFailure(e);
            } finally {
                passStartedNanos = 0;
            }
            await(pause);
        }
    }

    private Duration afterFailure(Throwable e) {
        int inARow = failuresInARow + 1;
        failuresInARow = inARow;
        failures.incrementAndGet();
        if (inARow == 1) {
            log.error("Loop {} failed a pass and goes on", name, e);
        } else {
            log.warn("Loop {} failed {} passes in a row: {}", name, inARow, e.toString());
        }
        return Duration.ofMillis(FIRST_BACKOFF_MILLIS << Math.min(inARow, MOST_DOUBLINGS));
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long end = System.nanoTime() + shorter(pause, LONGEST_PAUSE).toNanos();
            while (!woken && !closing) {
                long nanos = Math.min(end, latestNanos) - System.nanoTime();
                if (nanos <= 0) {
                    break;
                }
                changed.awaitNanos(nanos);
            }
            woken = false;
            latestNanos = NEVER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
