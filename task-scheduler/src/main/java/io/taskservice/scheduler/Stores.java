package io.taskservice.scheduler;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.firing.FiringRepository;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.invariant.AuditMeans;
import io.taskservice.live.LiveFeed;
import io.taskservice.node.NodeRepository;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.usage.UsageMeter;

/** What a scheduler reads and writes, and whom it tells. */
record Stores(
        TaskDatabase database,
        TaskDefinitionRepository definitions,
        InstanceUpkeep instances,
        FiringRepository firings,
        ClusterRepository cluster,
        NodeRepository nodes,
        ExecutionStatsRepository stats,
        UsageMeter usage,
        LiveFeed live) {

    /** With what the auditor looks, and puts right. */
    AuditMeans auditMeans(Rescue rescue) {
        return new AuditMeans(database, definitions, instances, cluster, rescue::rescueFrom);
    }
}
