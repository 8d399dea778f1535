package io.taskservice.executor;

import io.taskservice.identity.NodeId;
import io.taskservice.loop.Loop;
import io.taskservice.node.Membership;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.scaling.Worker;
import io.taskservice.scaling.Workforce;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes this node obey what people and auto-scaling want of the executors.
 *
 * <ol>
 *   <li>Look at the live executors and at what is wanted, with one statement.
 *   <li>Drain or work, as people want of this node.
 *   <li>Work out this node's share of the slots, as every other node does for itself, and use no more.
 * </ol>
 *
 * A signal wakes it; without one it looks every second and a half, less often where signals are carried between nodes.
 */
final class SlotKeeper {

    private static final Duration INTERVAL_ALONE = Duration.ofMillis(1500);

    /** Until this node has joined, or its own row says what it has just begun to be. */
    private static final Duration SOON = Duration.ofMillis(100);

    private final Membership membership;
    private final ScalingRepository scaling;
    private final InFlight inFlight;
    private final Signals signals;
    private final Loop loop = new Loop("slots", this::lookOnce);

    SlotKeeper(Membership membership, ScalingRepository scaling, InFlight inFlight, Signals signals) {
        this.membership = membership;
        this.scaling = scaling;
        this.inFlight = inFlight;
        this.signals = signals;
    }

    Loop loop() {
        return loop;
    }

    Duration lookOnce() {
        Workforce workforce = scaling.look();
        Optional<Worker> self = membership.nodeId().flatMap(workforce::find);
        if (self.isEmpty()) {
            return SOON;
        }
        membership.obey(self.get().wish());
        NodeId id = self.get().id();
        inFlight.allow(Objects.requireNonNull(workforce.shares().get(id)));
        return self.get().state() == membership.state() ? signals.patience(INTERVAL_ALONE) : SOON;
    }
}
