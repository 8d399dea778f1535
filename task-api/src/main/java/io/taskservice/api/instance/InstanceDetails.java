package io.taskservice.api.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import java.time.Duration;
import java.util.List;

/** Reads all there is to tell of one instance. */
final class InstanceDetails {

    private static final int MOST_PAST_ATTEMPTS = 99;

    private final TaskDatabase database;
    private final TaskInstanceRepository repository;
    private final Instances instances;

    InstanceDetails(TaskDatabase database, TaskInstanceRepository repository, Instances instances) {
        this.database = database;
        this.repository = repository;
        this.instances = instances;
    }

    InstanceDetailView read(TenantId tenant, String id) {
        TaskInstance instance = instances.require(tenant, id);
        boolean wasStarted = instance.run().attempt() > 0;
        return InstanceDetailView.of(
                instance,
                wasStarted ? repository.pastAttempts(tenant, instance.id(), MOST_PAST_ATTEMPTS) : List.of(),
                instance.status() == InstanceStatus.RUNNING ? outlook(instance) : Outlook.NONE);
    }

    private Outlook outlook(TaskInstance instance) {
        List<Duration> recent = Outlook.tellsHowFar(instance)
                ? List.of()
                : repository.recentDurations(
                        instance.tenantId(),
                        instance.definitionId(),
                        instance.route().handler());
        return Outlook.of(instance, recent, database.now());
    }
}
