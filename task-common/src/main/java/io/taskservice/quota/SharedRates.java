package io.taskservice.quota;

import io.taskservice.rate.Bucket;
import io.taskservice.rate.BucketLimit;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps rates over all nodes, at the price of a question to Redis for every twentieth of a second's tokens.
 *
 * <p>A node takes tokens ahead and may use them for a second. While Redis does not answer, each node keeps the rate by
 * itself: then it is exceeded by as many times as there are nodes, and nobody is refused wrongly.
 */
public final class SharedRates {

    private static final int PARTS = 20;
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RateSource source;
    private final Map<String, Purse> purses = new ConcurrentHashMap<>();

    public SharedRates(RateSource source) {
        this.source = source;
    }

    /**
     * What may be done now.
     *
     * @param granted how many of those wanted
     * @param pause after which the others may, if nobody else comes first; zero: all are granted
     */
    public record Grant(int granted, Duration pause) {}

    /** Grants up to {@code wanted}, at least 1, of a rate that lets {@code perSecond}, at least 1, through in a second. */
    public Grant take(String name, int perSecond, int wanted) {
        int granted = purses.computeIfAbsent(name, Purse::new).take(perSecond, wanted);
        return new Grant(granted, Duration.ofMillis((wanted - granted) * 1000L / perSecond));
    }

    /** Gives back what was granted and is not needed after all. */
    public void giveBack(String name, int tokens) {
        purses.computeIfAbsent(name, Purse::new).put(tokens);
    }

    /** What this node has of one rate. */
    private final class Purse {

        private final String name;
        private long held;
        private long heldUntilNanos;
        private final Bucket own = new Bucket(System.nanoTime());

        Purse(String name) {
            this.name = name;
        }

        synchronized int take(int perSecond, int wanted) {
            if (System.nanoTime() - heldUntilNanos > 0) {
                held = 0;
            }
            if (held < wanted) {
                put(fetch(perSecond, wanted));
            }
            int granted = (int) Math.min(held, wanted);
            held -= granted;
            return granted;
        }

        synchronized void put(int tokens) {
            held += tokens;
            heldUntilNanos = System.nanoTime() + KEPT_NANOS;
        }

        private int fetch(int perSecond, int wanted) {
            int missing = (int) (wanted - held);
            OptionalInt shared = source.take(name, perSecond, Math.max(missing, perSecond / PARTS));
            return shared.isPresent()
                    ? shared.getAsInt()
                    : own.takeUpTo(missing, new BucketLimit(perSecond, perSecond), System.nanoTime());
        }
    }
}
