package io.taskservice.scheduler;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.gate.GateAudit;
import io.taskservice.loop.Loop;
import io.taskservice.queue.Lanes;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that limits are what the instances say they are, and that nothing waits where nobody looks. */
final class LimitAudit {

    private static final Logger log = LoggerFactory.getLogger(LimitAudit.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ClusterRepository cluster;
    private final GateAudit gates;
    private final Lanes lanes;
    private final SchedulerMetrics metrics;
    private final Signals signals;
    private final Loop loop = new Loop("limit-audit", this::runOnce);

    LimitAudit(Stores stores, SchedulerMetrics metrics, Signals signals) {
        this.cluster = stores.cluster();
        this.gates = new GateAudit(stores.database());
        this.lanes = new Lanes(stores.database());
        this.metrics = metrics;
        this.signals = signals;
    }

    Loop loop() {
        return loop;
    }

    /** One node does it in each interval, whichever comes first. */
    Duration runOnce() {
        if (cluster.takeDuty("limit-audit", INTERVAL)) {
            auditOnce();
        }
        return INTERVAL;
    }

    /** Returns how much was wrong. */
    int auditOnce() {
        GateAudit.Result audited = gates.auditOnce();
        int opened = lanes.openMissing();
        int drift = audited.repaired() + opened;
        if (drift > 0) {
            metrics.drifted(drift);
            log.error("Put right {} slots that differed from their instances, {} lanes", audited.repaired(), opened);
        }
        if (audited.letGo() + opened > 0) {
            signals.publish(Signal.INSTANCES_READY);
        }
        return drift;
    }
}
