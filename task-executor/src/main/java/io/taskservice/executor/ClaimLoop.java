package io.taskservice.executor;

import io.taskservice.instance.Claim;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.loop.Loop;
import io.taskservice.node.Lease;
import io.taskservice.node.Membership;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Pulls work: only as much as there are free slots, and only what this node has handlers for.
 *
 * <p>A signal, or a slot that becomes free, wakes it at once. Otherwise it looks after 50 ms, then after twice as long,
 * up to the poll interval; such a look reads without locking, and only claims if there is something.
 */
final class ClaimLoop {

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    private final Membership membership;
    private final TaskInstanceRepository instances;
    private final HandlerRegistry handlers;
    private final AttemptStarter starter;
    private final InFlight inFlight;
    private final CompletionBuffer completions;
    private final ExecutorSettings settings;
    private final Set<String> queues;
    private final Loop loop = new Loop("claim", this::pass);
    private volatile boolean signalled = true;
    private volatile boolean paused;
    private Duration idleWait = FIRST_WAIT;

    ClaimLoop(
            Membership membership,
            TaskInstanceRepository instances,
            HandlerRegistry handlers,
            AttemptStarter starter,
            InFlight inFlight,
            CompletionBuffer completions,
            ExecutorSettings settings,
            Set<String> queues) {
        this.membership = membership;
        this.instances = instances;
        this.handlers = handlers;
        this.starter = starter;
        this.inFlight = inFlight;
        this.completions = completions;
        this.settings = settings;
        this.queues = queues;
        inFlight.whenFreed(loop::wake);
    }

    Loop loop() {
        return loop;
    }

    /** There may be something to claim. */
    void signal() {
        signalled = true;
        loop.wake();
    }

    /** Claims nothing any more. */
    void stop() {
        paused = true;
        loop.close();
    }

    /** Claims and starts what fits now; returns how much. */
    int claimOnce() {
        Optional<Lease> lease = membership.lease();
        if (lease.isEmpty() || paused || completions.isFull()) {
            return 0;
        }
        int claimed = 0;
        for (String queue : queues) {
            claimed += claim(lease.get(), queue, inFlight.free());
        }
        return claimed;
    }

    private int claim(Lease lease, String queue, int most) {
        if (most <= 0) {
            return 0;
        }
        int claimed = 0;
        for (Claim claim : instances.claim(lease.node(), queue, handlers.names(), most)) {
            starter.start(claim, lease);
            claimed++;
        }
        return claimed;
    }

    private Duration pass() {
        boolean worthATry = signalled || isAnythingClaimable();
        signalled = false;
        int claimed = worthATry ? claimOnce() : 0;
        if (claimed > 0) {
            // There may be more; and while slots are short, the next that becomes free should find it at once.
            signalled = true;
            idleWait = FIRST_WAIT;
            return inFlight.free() > 0 ? Duration.ZERO : settings.pollInterval();
        }
        Duration wait = idleWait;
        idleWait = min(idleWait.multipliedBy(2), settings.pollInterval());
        return wait;
    }

    private boolean isAnythingClaimable() {
        return inFlight.free() > 0 && instances.hasClaimable(queues, handlers.names());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
