package io.taskservice.scheduler;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.cluster.Pulse;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks once a second for whatever needs doing and is not known ahead, with one statement when there is nothing. */
final class PulseLoop {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);

    private final ClusterRepository cluster;
    private final InstanceUpkeep instances;
    private final Rescue rescue;
    private final FireLoop fireLoop;
    private final PartitionKeeper partitions;
    private final DeliveryLoop deliveries;
    private final PromotionLoop promotions;
    private final SchedulerMetrics metrics;
    private final Loop loop = new Loop("pulse", this::pulseOnce);
    private volatile long generation;
    private Instant nextSweep = Instant.EPOCH;

    PulseLoop(
            Stores stores,
            Rescue rescue,
            FireLoop fireLoop,
            PartitionKeeper partitions,
            DeliveryLoop deliveries,
            PromotionLoop promotions,
            SchedulerMetrics metrics) {
        this.cluster = stores.cluster();
        this.instances = stores.instances();
        this.rescue = rescue;
        this.fireLoop = fireLoop;
        this.partitions = partitions;
        this.deliveries = deliveries;
        this.promotions = promotions;
        this.metrics = metrics;
    }

    Loop loop() {
        return loop;
    }

    /** Generation of the wish this node last obeyed. */
    long generation() {
        return generation;
    }

    Duration pulseOnce() {
        Pulse pulse = cluster.pulse();
        obey(pulse);
        if (pulse.deadNodes()) {
            metrics.rescued(rescue.rescueOnce());
        }
        sweep(pulse.now());
        if (isBy(pulse.nextPromotion(), pulse.now().plus(BEAT))) {
            promotions.loop().wake();
        }
        if (isBy(pulse.nextExpiry(), pulse.now())) {
            expire();
        }
        if (isBy(pulse.nextFire(), pulse.now().minus(DueScan.OWNERS_PATIENCE))) {
            fireLoop.sweep();
        }
        if (isBy(pulse.nextDelivery(), pulse.now())) {
            deliveries.loop().wake();
        }
        return BEAT;
    }

    private void obey(Pulse pulse) {
        if (pulse.generation() != generation) {
            generation = pulse.generation();
            partitions.reset();
            fireLoop.rescan();
        }
        fireLoop.obey(pulse.wish());
    }

    private void sweep(Instant now) {
        if (isBy(nextSweep, now)) {
            metrics.rescued(rescue.sweepOnce());
            nextSweep = now.plus(BETWEEN_SWEEPS);
        }
    }

    private void expire() {
        if (instances.expire(BATCH) == BATCH) {
            loop.wake();
        }
    }

    private static boolean isBy(@Nullable Instant instant, Instant time) {
        return instant != null && !instant.isAfter(time);
    }
}
