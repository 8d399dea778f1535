package io.taskservice.node;

import io.taskservice.identity.NodeId;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A node's right to its claims, as the node itself sees it.
 *
 * <p>It ends on the node's monotonic clock, counted from before the heartbeat was sent: so it always ends here before it
 * ends in MySQL, however slow the answer was and whatever the wall clock does.
 */
public final class Lease {

    private final NodeId node;
    private final LongSupplier nanoTime;
    private volatile long endNanos;
    private volatile boolean lost;

    /** {@code nanoTime} is the node's monotonic clock. */
    Lease(NodeId node, long endNanos, LongSupplier nanoTime) {
        this.node = node;
        this.nanoTime = nanoTime;
        this.endNanos = endNanos;
    }

    /** Whose lease it is; a node that lost its lease goes on under another id. */
    public NodeId node() {
        return node;
    }

    /** Whether the claims made under it are still this node's. */
    public boolean isHeld() {
        return !lost && nanoTime.getAsLong() - endNanos < 0;
    }

    /** Whether it will still be held after that time, should no renewal succeed. */
    public boolean isHeldFor(Duration time) {
        return !lost && nanoTime.getAsLong() + time.toNanos() - endNanos < 0;
    }

    /** Gives it up for good: nothing renews it any more. */
    public void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    void extendTo(long nanos) {
        endNanos = nanos;
    }
}
