package io.taskservice.cluster;

import io.taskservice.database.TaskDatabase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores numbers that hold for the whole cluster, so that every node says the same. */
public final class ClusterNumbers {

    private final NumberMapper mapper;

    public ClusterNumbers(TaskDatabase database) {
        this.mapper = database.mapper(NumberMapper.class);
    }

    /**
     * Sets a number, over what it was.
     *
     * @param actor who sets it: key id of a credential, or id of a node or an instance
     * @param validFor after how long it counts for nothing; null: it counts until it is changed
     */
    public void set(ClusterNumber number, long value, String actor, @Nullable Duration validFor) {
        mapper.set(number.key(), value, actor, validFor);
    }

    /** Takes a number away; false when there was none. */
    public boolean clear(ClusterNumber number) {
        return mapper.clear(number.key()) == 1;
    }

    /** All numbers; one that was never set, was taken away or is no longer valid is absent. */
    public Map<ClusterNumber, Long> all() {
        Map<ClusterNumber, Long> all = new EnumMap<>(ClusterNumber.class);
        for (NumberMapper.Row row : mapper.valid()) {
            ClusterNumber.of(row.name()).ifPresent(number -> all.put(number, row.value()));
        }
        return all;
    }
}
