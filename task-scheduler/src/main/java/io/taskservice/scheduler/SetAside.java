package io.taskservice.scheduler;

import io.taskservice.identity.DefinitionId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Definitions that could not be planned, each for a minute: they stay due and are the longest due of all, so they would
 * fill every batch. After that they are tried again, for somebody may have mended them.
 */
final class SetAside {

    private static final Duration TIME = Duration.ofMinutes(1);

    private final Map<DefinitionId, Long> endNanos = new ConcurrentHashMap<>();

    void add(DefinitionId id) {
        endNanos.put(id, System.nanoTime() + TIME.toNanos());
    }

    /** Those that are aside now. */
    Set<DefinitionId> ids() {
        long now = System.nanoTime();
        endNanos.values().removeIf(end -> now - end >= 0);
        return Set.copyOf(endNanos.keySet());
    }
}
