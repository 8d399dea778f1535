package io.taskservice.rate;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the instant at which it will be full again (the generic cell rate algorithm of ITU-T
 * I.371). Instants are {@link System#nanoTime}'s, so that only their differences mean anything.
 */
public final class Bucket {

    private final AtomicLong fullAt;

    /** A full one. */
    public Bucket(long now) {
        fullAt = new AtomicLong(now);
    }

    /** Takes a token, if there is one. */
    public Level take(BucketLimit limit, long now) {
        while (true) {
            long seen = fullAt.get();
            long next = later(seen, now) + limit.intervalNanos();
            long ahead = next - now;
            if (ahead > limit.depthNanos()) {
                return new Level(false, 0, ahead - limit.depthNanos());
            }
            if (fullAt.compareAndSet(seen, next)) {
                return levelOf(limit, ahead);
            }
        }
    }

    /** Takes as many tokens as there are, at most {@code wanted}; returns how many. */
    public int takeUpTo(int wanted, BucketLimit limit, long now) {
        while (true) {
            long seen = fullAt.get();
            long from = later(seen, now);
            long there = (limit.depthNanos() - (from - now)) / limit.intervalNanos();
            int taken = (int) Math.max(0, Math.min(wanted, there));
            if (fullAt.compareAndSet(seen, from + taken * limit.intervalNanos())) {
                return taken;
            }
        }
    }

    /** Takes a token that has been used up already; what is empty does not become emptier. */
    public void spend(BucketLimit limit, long now) {
        fullAt.updateAndGet(seen -> Math.min(later(seen, now) - now + limit.intervalNanos(), limit.depthNanos()) + now);
    }

    /** What there is, without taking any. */
    public Level level(BucketLimit limit, long now) {
        long ahead = later(fullAt.get(), now) - now;
        long missing = ahead + limit.intervalNanos() - limit.depthNanos();
        return missing > 0 ? new Level(false, 0, missing) : levelOf(limit, ahead);
    }

    public boolean isFull(long now) {
        return fullAt.get() - now <= 0;
    }

    private static Level levelOf(BucketLimit limit, long ahead) {
        return new Level(true, (limit.depthNanos() - ahead) / limit.intervalNanos(), limit.intervalNanos());
    }

    /** By difference: the clock may overflow. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /**
     * What a bucket holds.
     *
     * @param granted whether there was a token
     * @param remaining whole tokens left
     * @param waitNanos until there is one more
     */
    public record Level(boolean granted, long remaining, long waitNanos) {}
}
