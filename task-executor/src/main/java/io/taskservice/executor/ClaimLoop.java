package io.taskservice.executor;

import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.ClaimRequest;
import io.taskservice.instance.ClaimResult;
import io.taskservice.loop.Loop;
import io.taskservice.node.Lease;
import io.taskservice.node.Membership;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Pulls work: only as much as there are free slots, and only what this node has handlers for.
 *
 * <p>A signal wakes it at once, and where a rate holds the next one back, its time does. While more waits than there are
 * slots, slots that become free wake it: when a quarter of them is free, or a few milliseconds after the first, for a claim
 * of many costs hardly more than a claim of one.
 *
 * <p>Otherwise, for signals may be lost, it looks by itself: after a quarter of the time in which it has found nothing, at
 * least 50 ms and at most the poll interval. So what starts late for want of a signal is late in proportion to how seldom
 * there is something to start.
 */
final class ClaimLoop {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);
    private static final int IDLE_TO_WAIT = 4;
    private static final Duration GATHERING = Duration.ofMillis(5);
    private static final int SLOTS_TO_GATHER = 4;

    private final Membership membership;
    private final ClaimRepository claims;
    private final HandlerRegistry handlers;
    private final AttemptStarter starter;
    private final InFlight inFlight;
    private final CompletionBuffer completions;
    private final Supplier<Duration> patience;
    private final Set<String> queues;
    private final Loop loop = new Loop("claim", this::pass);
    private volatile boolean paused;
    private volatile boolean moreWaits = true;
    private long foundNanos = System.nanoTime();

    ClaimLoop(
            Membership membership,
            ClaimRepository claims,
            HandlerRegistry handlers,
            AttemptStarter starter,
            InFlight inFlight,
            CompletionBuffer completions,
            Supplier<Duration> patience,
            Set<String> queues) {
        this.membership = membership;
        this.claims = claims;
        this.handlers = handlers;
        this.starter = starter;
        this.inFlight = inFlight;
        this.completions = completions;
        this.patience = patience;
        this.queues = queues;
        inFlight.whenFreed(this::slotFreed);
    }

    Loop loop() {
        return loop;
    }

    /** There may be something to claim. */
    void signal() {
        loop.wake();
    }

    /** Claims nothing any more. */
    void stop() {
        paused = true;
        loop.close();
    }

    /** Claims and starts what fits now; returns how much. */
    int claimOnce() {
        return claim().claims().size();
    }

    private ClaimResult claim() {
        Optional<Lease> lease = membership.lease();
        if (lease.isEmpty() || paused || completions.isFull()) {
            return ClaimResult.NOTHING;
        }
        ClaimResult result =
                claims.claim(new ClaimRequest(lease.get().node(), queues, handlers.names(), inFlight.free()));
        result.claims().forEach(claim -> starter.start(claim, lease.get()));
        return result;
    }

    private Duration pass() {
        // Before it looks: a slot that becomes free meanwhile must not be missed.
        moreWaits = true;
        if (inFlight.free() == 0) {
            return patience.get();
        }
        if (completions.isFull()) {
            return SHORTEST_WAIT;
        }
        ClaimResult result = claim();
        if (!result.claims().isEmpty()) {
            foundNanos = System.nanoTime();
        }
        if (result.mayBeMore()) {
            return inFlight.free() > 0 ? Duration.ZERO : patience.get();
        }
        moreWaits = false;
        Duration wait = min(max(idle().dividedBy(IDLE_TO_WAIT), SHORTEST_WAIT), patience.get());
        return result.nextTry() == null ? wait : min(wait, result.nextTry());
    }

    private void slotFreed() {
        if (!moreWaits) {
            return;
        }
        if (inFlight.free() * SLOTS_TO_GATHER >= inFlight.allowed()) {
            loop.wake();
        } else {
            loop.wakeWithin(GATHERING);
        }
    }

    private Duration idle() {
        return Duration.ofNanos(System.nanoTime() - foundNanos);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
