package io.taskservice.event;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.InstanceId;
import io.taskservice.simulation.MemoryMappers;
import java.util.Collection;
import java.util.List;

/** Nobody is ever told of an end: nobody has a webhook, or a callback. */
public final class MemoryOutboxMapper implements OutboxMapper {

    private MemoryOutboxMapper() {}

    public static void add(MemoryMappers mappers) {
        mappers.add(OutboxMapper.class, new MemoryOutboxMapper());
    }

    @Override
    public List<EndedInstance> findWanted(Collection<InstanceId> ids, int mostResult, int seq) {
        throw notSimulated("findWanted");
    }

    @Override
    public int insertAll(Collection<Event> events) {
        throw notSimulated("insertAll");
    }
}
