package io.taskservice.deadletter;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code dead_letters} in memory. */
public final class MemoryDeadLetterMapper implements DeadLetterMapper {

    private final MemoryStore store;

    private MemoryDeadLetterMapper(MemoryStore store) {
        this.store = store;
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(DeadLetterMapper.class, new MemoryDeadLetterMapper(store));
    }

    @Override
    public int insertAll(Collection<DeadLetter> letters) {
        return store.statement("DeadLetterMapper.insertAll", tx -> {
            letters.forEach(letter -> store.table("dead_letters")
                    .upsert(
                            tx,
                            Row.of("task_instance_id", letter.instanceId()).with(of(letter)),
                            UnaryOperator.identity()));
            return letters.size();
        });
    }

    private static Object[] of(DeadLetter letter) {
        return new Object[] {
            "tenant_id", letter.tenantId(), "fingerprint", letter.fingerprint(), "error_code", letter.errorCode()
        };
    }

    @Override
    public List<DeadLetter> list(TenantId tenantId, DeadLetterFilter filter, int limit) {
        throw notSimulated("list");
    }

    @Override
    public DeadLetter find(TenantId tenantId, InstanceId id) {
        throw notSimulated("find");
    }

    @Override
    public List<InstanceId> lockOldest(TenantId tenantId, DeadLetterFilter filter, int limit) {
        throw notSimulated("lockOldest");
    }

    @Override
    public List<InstanceId> lockThese(TenantId tenantId, Collection<InstanceId> ids) {
        throw notSimulated("lockThese");
    }

    @Override
    public List<DeadLetterGroup> groups(TenantId tenantId, DeadLetterFilter filter, int limit) {
        throw notSimulated("groups");
    }

    @Override
    public long count(TenantId tenantId, DeadLetterFilter filter) {
        throw notSimulated("count");
    }

    @Override
    public long countAll() {
        throw notSimulated("countAll");
    }

    @Override
    public int deleteThese(TenantId tenantId, Collection<InstanceId> ids) {
        throw notSimulated("deleteThese");
    }

    @Override
    public int delete(TenantId tenantId, InstanceId id) {
        throw notSimulated("delete");
    }
}
