package io.taskservice.deadletter;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Stores dead letters; each belongs to the transaction that fails its instance, and goes when a person has dealt with it. */
public final class DeadLetters {

    private final DeadLetterMapper mapper;

    public DeadLetters(TaskDatabase database) {
        this.mapper = database.mapper(DeadLetterMapper.class);
    }

    /** Adds those of instances that fail in this transaction. */
    public void add(Collection<DeadLetter> letters) {
        if (!letters.isEmpty()) {
            mapper.insertAll(letters);
        }
    }

    /** One of a tenant's. */
    public Optional<DeadLetter> find(TenantId tenant, InstanceId instance) {
        return Optional.ofNullable(mapper.find(tenant, instance));
    }

    /** The oldest of a tenant's, held until the transaction ends; those that another transaction holds are left out. */
    public List<InstanceId> lockOldest(TenantId tenant, DeadLetterFilter filter, int limit) {
        return mapper.lockOldest(tenant, filter, limit);
    }

    /** As {@link #lockOldest}, those of these that there are. */
    public List<InstanceId> lockThese(TenantId tenant, Collection<InstanceId> instances) {
        return instances.isEmpty() ? List.of() : mapper.lockThese(tenant, instances);
    }

    /** Takes away those that the caller has locked; returns how many. */
    public int removeThese(TenantId tenant, Collection<InstanceId> instances) {
        return instances.isEmpty() ? 0 : mapper.deleteThese(tenant, instances);
    }

    /** A page of a tenant's, newest first. */
    public List<DeadLetter> list(TenantId tenant, DeadLetterFilter filter, int limit) {
        return mapper.list(tenant, filter, limit);
    }

    /** A tenant's by kind, the largest groups first. */
    public List<DeadLetterGroup> groups(TenantId tenant, DeadLetterFilter filter, int limit) {
        return mapper.groups(tenant, filter, limit);
    }

    /** How many a tenant has. */
    public long count(TenantId tenant, DeadLetterFilter filter) {
        return mapper.count(tenant, filter);
    }

    /** How many there are of all tenants. */
    public long countAll() {
        return mapper.countAll();
    }

    /** Takes one away: it was run again, or nobody wants it; false when it was not there, so that only one run follows. */
    public boolean remove(TenantId tenant, InstanceId instance) {
        return mapper.delete(tenant, instance) == 1;
    }
}
