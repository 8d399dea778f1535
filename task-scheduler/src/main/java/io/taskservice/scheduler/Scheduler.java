package io.taskservice.scheduler;

import io.taskservice.invariant.AuditPatience;
import io.taskservice.invariant.InvariantChecks;
import io.taskservice.loop.Loop;
import io.taskservice.node.NodePart;
import io.taskservice.node.Role;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The scheduler role of a node: its loops, how they hang together, and what the node tells of itself. */
public final class Scheduler implements NodePart, AutoCloseable {

    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);

    private final PartitionKeeper partitions;
    private final FirePool pool;
    private final FireLoop fireLoop;
    private final PulseLoop pulseLoop;
    private final PromotionLoop promotionLoop;
    private final DeliveryLoop deliveryLoop;
    private final Signals signals;
    private final List<Loop> loops;

    Scheduler(
            Stores stores,
            PartitionKeeper partitions,
            SchedulerSettings settings,
            DeliveryLoop deliveryLoop,
            Signals signals,
            SchedulerMetrics metrics) {
        this.partitions = partitions;
        this.signals = signals;
        this.deliveryLoop = deliveryLoop;
        this.pool = new FirePool(new DueScan(stores, settings.batchSize()), settings.concurrentLimit());
        this.fireLoop = new FireLoop(stores, pool, signals, metrics, settings.scanInterval(), partitions);
        Rescue rescue = new Rescue(stores, metrics, signals);
        this.promotionLoop = new PromotionLoop(stores.instances(), signals);
        this.pulseLoop = new PulseLoop(stores, rescue, fireLoop, partitions, deliveryLoop, promotionLoop, metrics);
        PartitionAhead ahead = new PartitionAhead(stores);
        InvariantAudit audit = new InvariantAudit(
                stores,
                InvariantChecks.all(stores.auditMeans(rescue), AuditPatience.DEFAULT, settings.auditInterval()),
                metrics,
                signals,
                settings.auditInterval());
        this.loops = List.of(
                partitions.loop(),
                pulseLoop.loop(),
                promotionLoop.loop(),
                fireLoop.loop(),
                ahead.loop(),
                audit.loop(),
                deliveryLoop.loop());
    }

    /** Begins to listen and to work. */
    public void start() {
        signals.listen(Signal.DEFINITIONS_CHANGED, fireLoop::rescan);
        signals.listen(Signal.SCHEDULER_WISHED, pulseLoop.loop()::wake);
        signals.listen(Signal.INSTANCES_SCHEDULED, promotionLoop.loop()::wake);
        signals.listen(Signal.DELIVERIES_READY, deliveryLoop.loop()::wake);
        partitions.whenChanged(fireLoop::rescan);
        loops.forEach(Loop::start);
    }

    /** Whether no loop hangs in a pass: one that does will not come back by itself. */
    public boolean isAlive() {
        return loops.stream().noneMatch(loop -> loop.isStuck(STUCK_AFTER));
    }

    /** Whether every loop works: none hangs in a pass, and the last passes did not all fail. */
    public boolean isHealthy() {
        return isAlive() && loops.stream().noneMatch(Loop::isFailing);
    }

    /** Ends the pass under way, then gives the partitions to the other nodes. */
    @Override
    public void close() {
        loops.forEach(Loop::close);
        pool.close();
        deliveryLoop.close();
        partitions.releaseAll();
    }

    @Override
    public Role role() {
        return Role.SCHEDULER;
    }

    @Override
    public Set<Integer> partitions() {
        return partitions.owned();
    }

    @Override
    public long generation() {
        return pulseLoop.generation();
    }
}
