package io.taskservice.queue;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Stores queues as people set them up, and looks at what is in them. */
public final class QueueRepository {

    private final TaskDatabase database;
    private final QueueMapper mapper;

    public QueueRepository(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(QueueMapper.class);
    }

    /** A queue that was set up; empty: it was not, though instances may wait in it. */
    public Optional<TaskQueue> find(TenantId tenant, String name) {
        return Optional.ofNullable(mapper.find(tenant, name)).map(QueueRow::toQueue);
    }

    /** The queues of a tenant that were set up, by name. */
    public List<TaskQueue> list(TenantId tenant) {
        return mapper.list(tenant).stream().map(QueueRow::toQueue).toList();
    }

    /** Sets a queue up; false when it was set up already. */
    public boolean create(TenantId tenant, String name, @Nullable String description) {
        try {
            return mapper.insert(tenant, name, description) == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Changes the description of a queue; false when it was not set up. */
    public boolean describe(TenantId tenant, String name, @Nullable String description) {
        return mapper.describe(tenant, name, description) == 1;
    }

    /** Sets the limits of a queue, or of the {@link TaskQueue#WHOLE_TENANT}; false when it was not set up. */
    public boolean limit(TenantId tenant, String name, QueueLimits limits) {
        return mapper.limit(tenant, name, limits) == 1;
    }

    /** From now on nothing of it starts; false when it was not set up. */
    public boolean pause(TenantId tenant, String name, @Nullable String reason) {
        return mapper.pause(tenant, name, reason) == 1;
    }

    /** Ends a pause; false when it was not set up. */
    public boolean resume(TenantId tenant, String name) {
        return mapper.resume(tenant, name) == 1;
    }

    /** Forgets what was set up; false when it was not. */
    public boolean delete(TenantId tenant, String name) {
        return mapper.delete(tenant, name) == 1;
    }

    /** Whether instances wait or run in it. */
    public boolean isInUse(TenantId tenant, String name) {
        return mapper.isInUse(tenant, name);
    }

    /** What is in each queue of a tenant; one with nothing in it is absent. */
    public List<QueueLoad> loads(TenantId tenant) {
        return mapper.loads(tenant);
    }

    /** What is in one queue of a tenant. */
    public QueueLoad load(TenantId tenant, String name) {
        return mapper.load(tenant, name);
    }

    /** What was created in each queue of a tenant in the last so long; one to which nothing came is absent. */
    public List<QueueFlow> flows(TenantId tenant, Duration last) {
        return mapper.flows(tenant, InstanceId.lowestAt(database.now().minus(last)));
    }
}
