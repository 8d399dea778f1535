package io.taskservice.live;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.live.LiveMapper.Seen;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads where a tenant's instances stand: the newest of each status, never all. */
public final class LiveRepository {

    /** Of each queue and status at most so many are counted. */
    public static final int MOST_COUNTED = 10_000;

    private static final Set<InstanceStatus> ACTIVE =
            EnumSet.of(InstanceStatus.SCHEDULED, InstanceStatus.PENDING, InstanceStatus.RUNNING);

    private final TaskDatabase database;
    private final LiveMapper mapper;

    public LiveRepository(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(LiveMapper.class);
    }

    /** Active instances, and ended ones that were made within {@code recent}: the newest {@code limit} of each status. */
    public List<InstanceChange> newest(TenantId tenant, Duration recent, int limit) {
        InstanceId since = InstanceId.lowestAt(database.now().minus(recent));
        return mapper.newest(tenant, EnumSet.allOf(InstanceStatus.class), since, limit).stream()
                .map(LiveRepository::changeOf)
                .toList();
    }

    /** Some instances as they stand now; those that are no more are absent. */
    public List<InstanceChange> findAll(TenantId tenant, Collection<InstanceId> ids) {
        return ids.isEmpty()
                ? List.of()
                : mapper.findAll(tenant, ids).stream()
                        .map(LiveRepository::changeOf)
                        .toList();
    }

    /** How much waits and runs in each of a tenant's queues. */
    public List<QueueDepth> queueDepths(TenantId tenant) {
        return mapper.queueDepths(tenant, ACTIVE, MOST_COUNTED);
    }

    private static InstanceChange changeOf(Seen row) {
        return new InstanceChange(
                Ids.next(),
                row.tenantId(),
                row.instanceId(),
                row.definitionId(),
                row.handler(),
                row.queue(),
                row.status(),
                row.attempt(),
                row.progress(),
                row.progressMessage(),
                row.errorCode());
    }
}
