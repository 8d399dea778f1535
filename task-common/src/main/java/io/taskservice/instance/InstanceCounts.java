package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what a tenant has made of late, at a cost that is bounded however much that is. */
public final class InstanceCounts {

    /** Counts end here: entries of an index, some ten milliseconds. */
    public static final int MOST = 100_000;

    /** Averages are of so many, the newest: rows, some ten milliseconds. */
    public static final int MOST_AVERAGED = 10_000;

    private final InstanceCountMapper mapper;

    public InstanceCounts(TaskDatabase database) {
        this.mapper = database.mapper(InstanceCountMapper.class);
    }

    /**
     * Instances of a tenant in a status.
     *
     * @param instances how many, {@link #MOST} at most
     * @param averageMillis mean duration of the last attempts of the newest of them; null: none has been run
     */
    public record Count(long instances, @Nullable Double averageMillis) {}

    /** Counts a tenant's instances of a status that were created since. */
    public Count since(Instant instant, TenantId tenant, InstanceStatus status) {
        InstanceId from = InstanceId.lowestAt(instant);
        return new Count(
                mapper.count(tenant, status, from, MOST), mapper.averageMillis(tenant, status, from, MOST_AVERAGED));
    }
}
