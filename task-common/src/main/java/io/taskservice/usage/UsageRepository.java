package io.taskservice.usage;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import io.taskservice.database.Batches;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Stores what tenants use, by day. */
public final class UsageRepository {

    private final TaskDatabase database;
    private final UsageMapper mapper;

    public UsageRepository(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(UsageMapper.class);
    }

    /** Adds to what tenants have used today; all of it or nothing. */
    public void add(Collection<TenantUsage> used) {
        List<TenantUsage> sorted =
                used.stream().sorted(comparing(one -> one.tenantId().value())).toList();
        database.inTransaction(() ->
                Batches.of(sorted, one -> 0).stream().mapToInt(mapper::add).sum());
    }

    /** What a tenant used on each day from one to another, both included; days without are absent. */
    public List<DayUsage> days(TenantId tenant, LocalDate from, LocalDate to) {
        return mapper.days(tenant, from, to).stream().map(UsageRow::toUsage).toList();
    }

    /** Bytes of the logs of these tenants that were kept today; a tenant without is absent. */
    Map<TenantId, Long> logBytesToday(Collection<TenantId> tenants) {
        return tenants.isEmpty()
                ? Map.of()
                : mapper.logBytesToday(tenants).stream()
                        .collect(toMap(UsageMapper.LogBytes::tenantId, UsageMapper.LogBytes::logBytes));
    }

    /** The day it is, UTC. */
    public LocalDate today() {
        return mapper.today();
    }

    /** Deletes the days before; returns how many rows. */
    public int forgetBefore(Instant cutoff) {
        return mapper.forget(cutoff);
    }
}
