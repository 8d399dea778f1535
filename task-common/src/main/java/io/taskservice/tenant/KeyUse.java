package io.taskservice.tenant;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes which keys are used, and writes that down now and then: a request only leaves its key's id in memory, so neither
 * its time nor its success depends on this.
 */
public final class KeyUse {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 500;

    /** So many that have not been written down yet are remembered; the database has been away for long. */
    private static final int MOST = 10_000;

    private final ApiKeys keys;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    public KeyUse(ApiKeys keys) {
        this.keys = keys;
    }

    /** A request has proved a key. */
    public void note(String keyId) {
        if (used.size() < MOST) {
            used.add(keyId);
        }
    }

    /** Writes down what has been noted; what cannot be written stays noted. Says when to come again. */
    public Duration writeOnce() {
        List<String> batch = used.stream().limit(AT_ONCE).sorted().toList();
        if (!batch.isEmpty()) {
            keys.noteUse(batch);
            batch.forEach(used::remove);
        }
        return batch.size() < AT_ONCE ? PAUSE : Duration.ZERO;
    }
}
