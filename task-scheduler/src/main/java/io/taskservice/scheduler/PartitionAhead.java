package io.taskservice.scheduler;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.log.LogPartitions;
import io.taskservice.loop.Loop;
import java.time.Duration;

/**
 * Adds the day partitions of the week to come, on one scheduler at a time: also while no executor does housekeeping, logs
 * go where they can be dropped.
 */
final class PartitionAhead {

    private static final String DUTY = "log-partitions";
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final ClusterRepository cluster;
    private final LogPartitions partitions;
    private final Loop loop = new Loop("log-partitions", this::runOnce);

    PartitionAhead(Stores stores) {
        this.cluster = stores.cluster();
        this.partitions = new LogPartitions(stores.database());
    }

    Loop loop() {
        return loop;
    }

    /** One node does it in each interval, whichever comes first. */
    Duration runOnce() {
        if (cluster.takeDuty(DUTY, INTERVAL)) {
            partitions.addAhead();
        }
        return INTERVAL.plus(SLACK);
    }
}
