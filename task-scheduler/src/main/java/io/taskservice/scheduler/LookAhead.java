package io.taskservice.scheduler;

import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The instants at which something is known to become due, soonest first. It knows instants, not definitions, so that
 * nothing in it can be stale: what is due then is asked of the database then.
 *
 * <p>It holds at most an entry for each millisecond of the scan interval.
 */
final class LookAhead {

    private final ConcurrentSkipListSet<Instant> instants = new ConcurrentSkipListSet<>();
    private volatile Instant horizon = Instant.MIN;

    /** Notes instants read up to {@code upTo}; later ones are for the next reading. */
    void refill(Collection<Instant> upcoming, Instant upTo) {
        horizon = upTo;
        instants.addAll(upcoming);
    }

    /** Notes instants learnt otherwise, unless the next reading will find them anyway. */
    void add(Collection<Instant> upcoming) {
        Instant last = horizon;
        upcoming.stream().filter(instant -> !instant.isAfter(last)).forEach(instants::add);
    }

    /** Forgets what was due at {@code now}, which has been dealt with. */
    void dropThrough(Instant now) {
        instants.headSet(now, true).clear();
    }

    /** Forgets everything. */
    void clear() {
        instants.clear();
        horizon = Instant.MIN;
    }

    /** The soonest instant; null: none is known. */
    @Nullable
    Instant next() {
        return instants.isEmpty() ? null : instants.first();
    }

    /** Up to when everything is known. */
    Instant horizon() {
        return horizon;
    }
}
