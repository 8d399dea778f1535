package io.taskservice.api.explain;

import io.taskservice.api.instance.Instances;
import io.taskservice.database.TaskDatabase;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.TaskInstance;

/** Tells why an instance does not run, what it does, or how it ended. */
final class InstanceExplanations {

    private final TaskDatabase database;
    private final Instances instances;
    private final DeadLetters deadLetters;
    private final Clusters clusters;
    private final Situations situations;

    InstanceExplanations(
            TaskDatabase database,
            Instances instances,
            DeadLetters deadLetters,
            Clusters clusters,
            Situations situations) {
        this.database = database;
        this.instances = instances;
        this.deadLetters = deadLetters;
        this.clusters = clusters;
        this.situations = situations;
    }

    InstanceExplanation explain(TenantId tenant, String id) {
        TaskInstance instance = instances.require(tenant, id);
        return switch (instance.status()) {
            case SCHEDULED, PENDING -> InstanceExplanation.ofWaiting(situations.of(instance));
            case RUNNING -> InstanceExplanation.ofRunning(instance, clusters.look(), database.now());
            case SUCCESS, FAILED, CANCELLED ->
                InstanceExplanation.ofEnded(
                        instance, deadLetters.find(tenant, instance.id()).isPresent(), database.now());
        };
    }
}
