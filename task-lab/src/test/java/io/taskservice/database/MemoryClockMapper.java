package io.taskservice.database;

import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import java.time.Instant;

/** Reads the clock of a {@link MemoryStore}. */
public final class MemoryClockMapper implements ClockMapper {

    private final MemoryStore store;

    private MemoryClockMapper(MemoryStore store) {
        this.store = store;
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(ClockMapper.class, new MemoryClockMapper(store));
    }

    @Override
    public Instant now() {
        return store.statement("ClockMapper.now", tx -> store.now());
    }
}
