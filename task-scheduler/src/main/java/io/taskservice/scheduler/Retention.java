package io.taskservice.scheduler;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.TaskDatabase;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.firing.FiringRepository;
import io.taskservice.idempotency.IdempotencyKeys;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.log.LogPartitions;
import io.taskservice.loop.Loop;
import io.taskservice.node.NodeRepository;
import io.taskservice.stats.ExecutionStatsRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes room: adds the day partitions to come, drops old ones, deletes old instances, gaps, events, keys and nodes. */
final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final int BATCH = 1000;
    private static final int NODE_DAYS = 7;

    private final TaskDatabase database;
    private final ClusterRepository cluster;
    private final InstanceUpkeep instances;
    private final LogPartitions partitions;
    private final FiringRepository firings;
    private final IdempotencyKeys idempotencyKeys;
    private final NodeRepository nodes;
    private final ExecutionStatsRepository stats;
    private final DeliveryRepository deliveries;
    private final RetentionSettings settings;
    private final Loop loop = new Loop("retention", this::runOnce);

    Retention(Stores stores, RetentionSettings settings) {
        this.database = stores.database();
        this.cluster = stores.cluster();
        this.instances = stores.instances();
        this.partitions = new LogPartitions(database);
        this.firings = stores.firings();
        this.idempotencyKeys = new IdempotencyKeys(database);
        this.nodes = stores.nodes();
        this.stats = stores.stats();
        this.deliveries = new DeliveryRepository(database);
        this.settings = settings;
    }

    Loop loop() {
        return loop;
    }

    /** One node does it in each interval, whichever comes first. */
    Duration runOnce() {
        if (cluster.takeDuty("retention", INTERVAL)) {
            retainOnce();
        }
        return INTERVAL.plus(SLACK);
    }

    /** Does all of it once; returns how many instances were deleted. */
    int retainOnce() {
        int dropped = partitions.maintain(settings.logsDays());
        Instant cutoff = database.now().minus(Duration.ofDays(settings.instancesDays()));
        int deleted = inBatches(limit -> instances.deleteEndedBefore(cutoff, limit));
        inBatches(limit -> firings.deleteGapsBefore(cutoff, limit));
        inBatches(idempotencyKeys::forget);
        Instant eventCutoff = database.now().minus(Duration.ofDays(settings.eventsDays()));
        inBatches(limit -> deliveries.deleteBefore(eventCutoff, limit));
        stats.forgetBefore(cutoff);
        nodes.forget(NODE_DAYS);
        if (dropped + deleted > 0) {
            log.info("Dropped {} days of logs and deleted {} ended instances", dropped, deleted);
        }
        return deleted;
    }

    /** Short transactions, so that nobody waits long for a row. */
    private static int inBatches(IntUnaryOperator delete) {
        int deleted = 0;
        for (int batch = BATCH; batch == BATCH; ) {
            batch = delete.applyAsInt(BATCH);
            deleted += batch;
        }
        return deleted;
    }
}
