package io.taskservice.invariant;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.InstanceUpkeep;
import java.util.function.Consumer;

/**
 * With what checks look and put right.
 *
 * @param database where everything is
 * @param definitions definitions
 * @param instances instances
 * @param cluster whether the schedulers are to run
 * @param rescue frees the claims of a lost node
 */
public record AuditMeans(
        TaskDatabase database,
        TaskDefinitionRepository definitions,
        InstanceUpkeep instances,
        ClusterRepository cluster,
        Consumer<NodeId> rescue) {}
