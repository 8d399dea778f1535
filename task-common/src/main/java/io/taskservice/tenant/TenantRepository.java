package io.taskservice.tenant;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** Stores tenants. */
public final class TenantRepository {

    private final TaskDatabase database;
    private final TenantMapper mapper;

    public TenantRepository(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(TenantMapper.class);
    }

    /** Adds a tenant; false when the id is taken. */
    public boolean insert(TenantId id, String name, int weight) {
        try {
            return database.inTransaction(() -> mapper.insert(id, name, weight) + mapper.insertQuotas(id)) == 2;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Adds the tenant if it is not there, named as its id, and holds its row until the transaction ends. */
    void ensureAndLock(TenantId id) {
        if (mapper.lock(id) == null) {
            insert(id, id.value(), Tenant.DEFAULT_WEIGHT);
            mapper.lock(id);
        }
    }

    public Optional<Tenant> find(TenantId id) {
        return Optional.ofNullable(mapper.find(id));
    }

    /**
     * Whether a tenant is active, and stays so until the transaction ends: what it creates or enables in it cannot
     * slip past a disabling that suspends its definitions.
     */
    public boolean holdActive(TenantId id) {
        return mapper.holdStatus(id) == TenantStatus.ACTIVE;
    }

    /** A page of all tenants, in the order of their ids. */
    public List<Tenant> list(int limit, long offset) {
        return mapper.list(limit, offset);
    }

    public long count() {
        return mapper.count();
    }

    /** Changes a tenant's name and weight; false when there is none such. */
    public boolean update(TenantId id, String name, int weight) {
        return mapper.update(id, name, weight) == 1;
    }

    /** Changes a status; false when it was so already. */
    public boolean setStatus(TenantId id, TenantStatus status) {
        return mapper.setStatus(id, status) == 1;
    }
}
