package io.taskservice.api.rate;

import io.taskservice.rate.Bucket;
import io.taskservice.rate.BucketLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bucket for each subject that has asked lately.
 *
 * <p>One that is full again says the same as none, so it can be forgotten and nothing is lost: that is what keeps the
 * map small. Should more than {@link #MOST} be in use at once, those that come then share one, until some are full.
 */
final class Buckets {

    /** Most subjects with a bucket of their own: some 10 MiB. */
    static final int MOST = 50_000;

    private static final long BETWEEN_SWEEPS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BucketLimit limit;
    private final LongSupplier nanos;
    private final Map<String, Bucket> own = new ConcurrentHashMap<>();
    private final Bucket shared;
    private final AtomicLong sweptAt;

    Buckets(BucketLimit limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.shared = new Bucket(nanos.getAsLong());
        this.sweptAt = new AtomicLong(nanos.getAsLong() - BETWEEN_SWEEPS_NANOS);
    }

    BucketLimit limit() {
        return limit;
    }

    Bucket.Level take(String subject) {
        long now = nanos.getAsLong();
        return ofOrNew(subject, now).take(limit, now);
    }

    void spend(String subject) {
        long now = nanos.getAsLong();
        ofOrNew(subject, now).spend(limit, now);
    }

    Bucket.Level level(String subject) {
        long now = nanos.getAsLong();
        Bucket known = known(subject);
        return (known == null ? new Bucket(now) : known).level(limit, now);
    }

    int size() {
        return own.size();
    }

    private Bucket ofOrNew(String subject, long now) {
        Bucket known = own.get(subject);
        if (known == null && own.size() >= MOST) {
            sweep(now);
            known = known(subject);
        }
        return known == null ? own.computeIfAbsent(subject, none -> new Bucket(now)) : known;
    }

    private @Nullable Bucket known(String subject) {
        Bucket known = own.get(subject);
        return known == null && own.size() >= MOST ? shared : known;
    }

    /** Two requests may meet at a bucket that is just forgotten: a token more then, of a bucket that was full. */
    private void sweep(long now) {
        long last = sweptAt.get();
        if (now - last >= BETWEEN_SWEEPS_NANOS && sweptAt.compareAndSet(last, now)) {
            own.values().removeIf(bucket -> bucket.isFull(now));
        }
    }
}
