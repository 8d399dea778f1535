package io.taskservice.benchmarks.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Sees what runs in this process. There is one, because some systems make the objects that run tasks themselves.
 */
public final class Witness {

    private static final int MOST_TASKS = 2_000_000;
    private static final AtomicIntegerArray RUNS = new AtomicIntegerArray(MOST_TASKS);
    private static final AtomicLongArray STARTS = new AtomicLongArray(MOST_TASKS);
    private static final AtomicInteger RAN = new AtomicInteger();
    private static final Queue<Fire> FIRES = new ConcurrentLinkedQueue<>();

    private Witness() {}

    /**
     * A fire of a definition.
     *
     * @param definition its number
     * @param due when it was due, in microseconds since 1970
     * @param start when it was started
     */
    public record Fire(int definition, long due, long start) {

        /** Microseconds from due to start. */
        public long lag() {
            return start - due;
        }
    }

    /** A task runs now. */
    static void ran(int number) {
        STARTS.set(number, micros(Instant.now()));
        RUNS.incrementAndGet(number);
        RAN.incrementAndGet();
    }

    /** How often any task ran here until now. */
    public static int ran() {
        return RAN.get();
    }

    /** A definition fires now. */
    static void fired(int definition, Instant due) {
        FIRES.add(new Fire(definition, micros(due), micros(Instant.now())));
    }

    /** Which of the first so many tasks ran here. */
    public static BitSet ranOf(int tasks) {
        BitSet ran = new BitSet(tasks);
        for (int i = 0; i < tasks; i++) {
            ran.set(i, RUNS.get(i) > 0);
        }
        return ran;
    }

    /** How many of the first so many tasks ran more than once here. */
    public static int repeatedOf(int tasks) {
        int repeated = 0;
        for (int i = 0; i < tasks; i++) {
            repeated += RUNS.get(i) > 1 ? 1 : 0;
        }
        return repeated;
    }

    /** When a task was last started, in microseconds since 1970; 0: it was not. */
    public static long startOf(int number) {
        return STARTS.get(number);
    }

    /** All fires until now. */
    public static List<Fire> fires() {
        return List.copyOf(FIRES);
    }

    /** An instant in microseconds since 1970. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
