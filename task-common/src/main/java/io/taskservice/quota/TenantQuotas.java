package io.taskservice.quota;

import static java.util.Objects.requireNonNullElse;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stores the quotas of tenants, and remembers each for a moment: they are asked for with every submit. */
public final class TenantQuotas {

    /** What waits is counted so far, for people to read. */
    public static final long MOST_COUNTED = 100_000;

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final QuotaMapper mapper;
    private final Quotas defaults;
    private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

    public TenantQuotas(TaskDatabase database, Quotas defaults) {
        this.mapper = database.mapper(QuotaMapper.class);
        this.defaults = defaults;
    }

    private record Known(Quotas quotas, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < KEPT_NANOS;
        }
    }

    /**
     * What a tenant has now.
     *
     * @param definitions its definitions
     * @param waiting its instances that wait, {@link #MOST_COUNTED} at most
     * @param running its instances that run
     */
    public record InUse(long definitions, long waiting, long running) {}

    /** What holds for a tenant, or did two seconds ago. */
    public Quotas of(TenantId tenant) {
        Known before = known.get(tenant);
        if (before != null && before.isFresh()) {
            return before.quotas();
        }
        Quotas quotas = overrides(tenant).over(defaults);
        known.put(tenant, new Known(quotas, System.nanoTime()));
        return quotas;
    }

    /** What holds for tenants of whom nothing else is said. */
    public Quotas defaults() {
        return defaults;
    }

    /** Where a tenant's quotas differ from the defaults. */
    public QuotaOverrides overrides(TenantId tenant) {
        return requireNonNullElse(mapper.find(tenant), QuotaOverrides.NONE);
    }

    /** Sets where a tenant's quotas differ from the defaults. */
    public void replace(TenantId tenant, QuotaOverrides overrides) {
        lock(tenant);
        mapper.update(tenant, overrides);
        known.remove(tenant);
    }

    /** How many definitions a tenant has, and will have until the transaction ends: who adds one locks first. */
    public long lockDefinitions(TenantId tenant) {
        lock(tenant);
        return mapper.countDefinitions(tenant);
    }

    /** What a tenant has now, for people to read. */
    public InUse inUse(TenantId tenant) {
        return new InUse(
                mapper.countDefinitions(tenant),
                mapper.countWaiting(tenant, MOST_COUNTED),
                mapper.countRunning(tenant));
    }

    /** The quota of what runs, and how much does; empty: the tenant has none. */
    public Optional<RunningQuota> runningQuota(TenantId tenant) {
        int most = of(tenant).running();
        return most == 0 ? Optional.empty() : Optional.of(new RunningQuota(most, mapper.countRunning(tenant)));
    }

    private void lock(TenantId tenant) {
        if (mapper.lock(tenant) == null) {
            mapper.insert(tenant);
            mapper.lock(tenant);
        }
    }
}
