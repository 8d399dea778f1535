package io.taskservice.api.scheduler;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.cluster.Wish;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.instance.InstanceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How the schedulers do, and what they have before them for this tenant.
 *
 * @param state what they do
 * @param wish what they have been asked to do
 * @param generation of that wish
 * @param lagMs how late the longest due definition of any tenant is
 * @param nodes the processes of the cluster
 * @param ownedPartitions partitions of definitions that a scheduler owns
 * @param nextFires which of this tenant's definitions fire next
 * @param activeInstances how many of this tenant's instances are in each active status
 */
@Schema(name = "SchedulerStatus")
record StatusView(
        SchedulerState state,
        Wish wish,
        long generation,

        @Schema(description = "Milliseconds; 0: nothing is late")
        long lagMs,

        List<NodeView> nodes,
        Set<Integer> ownedPartitions,
        List<NextFire> nextFires,
        Map<InstanceStatus, Long> activeInstances) {

    /**
     * A definition that fires soon.
     *
     * @param definitionId its id
     * @param taskName its name
     * @param fireTime when
     */
    record NextFire(String definitionId, String taskName, Instant fireTime) {

        static NextFire of(TaskDefinition definition) {
            return new NextFire(
                    definition.id().value(),
                    definition.name(),
                    Objects.requireNonNull(definition.cursor().nextFireTime()));
        }
    }
}
