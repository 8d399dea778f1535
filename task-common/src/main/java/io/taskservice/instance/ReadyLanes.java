package io.taskservice.instance;

import io.taskservice.queue.Lane;
import io.taskservice.queue.Lanes;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Remembers for a moment in which lanes something is due, when they are many: looking costs an index entry for each, and
 * then a node has more to do than it can before anything changes that matters.
 *
 * <p>What is remembered is only where to look. A lane that turns out to be empty costs the look; one that is new, paused
 * or limited just now is known to be so a tenth of a second later.
 */
final class ReadyLanes {

    private static final int MANY = 50;
    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Lanes lanes;
    private Look last = new Look(List.of(), List.of(), 0, false);

    ReadyLanes(Lanes lanes) {
        this.lanes = lanes;
    }

    /**
     * A look at the lanes.
     *
     * @param queues of these queues
     * @param lanes those in which something was due
     * @param nanos when, by the monotonic clock
     * @param remembered whether that is a moment ago
     */
    record Look(Collection<String> queues, List<Lane> lanes, long nanos, boolean remembered) {

        private boolean isGoodFor(Collection<String> others) {
            return lanes.size() >= MANY && queues.equals(others) && System.nanoTime() - nanos < KEPT_NANOS;
        }
    }

    /** Where something is due, or was a moment ago. */
    synchronized Look look(Collection<String> queues) {
        if (last.isGoodFor(queues)) {
            return new Look(queues, last.lanes(), last.nanos(), true);
        }
        last = new Look(queues, lanes.ready(queues), System.nanoTime(), false);
        return last;
    }

    /** What was remembered led nowhere. */
    synchronized void forget() {
        last = new Look(List.of(), List.of(), 0, false);
    }
}
