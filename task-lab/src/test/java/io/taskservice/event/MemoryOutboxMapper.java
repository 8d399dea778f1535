package io.taskservice.event;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.InstanceId;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import java.util.Collection;
import java.util.List;

/** Nobody wants to know of any end. */
public final class MemoryOutboxMapper implements OutboxMapper {

    private final MemoryStore store;

    private MemoryOutboxMapper(MemoryStore store) {
        this.store = store;
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(OutboxMapper.class, new MemoryOutboxMapper(store));
    }

    @Override
    public List<EndedInstance> findWanted(Collection<InstanceId> ids, int mostResult, int seq) {
        return store.statement("OutboxMapper.findWanted", tx -> List.of());
    }

    @Override
    public int insertAll(Collection<Event> events) {
        throw notSimulated("insertAll");
    }
}
