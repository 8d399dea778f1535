package io.taskservice.cluster;

import io.taskservice.database.TaskDatabase;
import java.time.Duration;
import java.util.OptionalLong;
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
     * @param actor who sets it: key id of a credential, or id of a node
     * @param validFor after how long it counts for nothing; null: it counts until it is changed
     */
    public void set(ClusterNumber number, long value, String actor, @Nullable Duration validFor) {
        mapper.set(number.key(), value, actor, validFor);
    }

    /** Takes a number away; false when there was none. */
    public boolean clear(ClusterNumber number) {
        return mapper.clear(number.key()) == 1;
    }

    /** The number; empty when it was never set, taken away or is no longer valid. */
    public OptionalLong get(ClusterNumber number) {
        Long value = mapper.get(number.key());
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
