package io.taskservice.simulation;

import io.taskservice.database.MemoryClockMapper;
import io.taskservice.deadletter.MemoryDeadLetterMapper;
import io.taskservice.definition.MemoryTaskDefinitionMapper;
import io.taskservice.event.MemoryOutboxMapper;
import io.taskservice.firing.MemoryFireGapMapper;
import io.taskservice.gate.MemoryGateMapper;
import io.taskservice.instance.MemoryInstanceMappers;
import io.taskservice.log.MemoryTaskLogMapper;
import io.taskservice.node.MemoryNodeMapper;
import io.taskservice.queue.MemoryLaneMapper;
import io.taskservice.stats.MemoryExecutionStatsMapper;
import io.taskservice.webhook.MemoryWebhookMapper;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mappers of a {@link MemoryStore}. Those that are not among them may be asked for, but not called. */
public final class MemoryMappers {

    private final Map<Class<?>, Object> mappers = new HashMap<>();

    public MemoryMappers(MemoryStore store) {
        MemoryClockMapper.add(this, store);
        MemoryTaskDefinitionMapper.add(this, store);
        MemoryInstanceMappers.add(this, store);
        MemoryFireGapMapper.add(this, store);
        MemoryGateMapper.add(this, store);
        MemoryLaneMapper.add(this, store);
        MemoryNodeMapper.add(this, store);
        MemoryDeadLetterMapper.add(this, store);
        MemoryOutboxMapper.add(this);
        MemoryWebhookMapper.add(this, store);
        MemoryTaskLogMapper.add(this, store);
        MemoryExecutionStatsMapper.add(this, store);
    }

    public <M> void add(Class<M> type, M mapper) {
        mappers.put(type, mapper);
    }

    /** The mapper of a type, as a database has it. */
    public <M> M mapper(Class<M> type) {
        Object mapper = mappers.computeIfAbsent(type, MemoryMappers::refusing);
        return type.cast(mapper);
    }

    /** Thrown where a mapper meets a statement that nobody has needed here so far. */
    public static UnsupportedOperationException notSimulated(String statement) {
        return new UnsupportedOperationException(statement + " is not simulated");
    }

    private static Object refusing(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> refuse(type, method.getName()));
    }

    private static @Nullable Object refuse(Class<?> type, String method) {
        throw notSimulated(type.getSimpleName() + "." + method);
    }
}
