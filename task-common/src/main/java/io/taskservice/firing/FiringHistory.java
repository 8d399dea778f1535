package io.taskservice.firing;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what became of the fire times of a definition. */
public final class FiringHistory {

    /** A gap may begin before a stretch of time and reach into it; a few points may lie between its two ends. */
    private static final int REACHING_IN = 5;

    private static final Instant LONG_AGO = Instant.EPOCH;

    /** What the settings of retention allow at the least. */
    private static final Duration LEAST_KEPT = Duration.ofDays(1);

    private final FiringHistoryMapper mapper;
    private final FireGapMapper gaps;

    public FiringHistory(TaskDatabase database) {
        this.mapper = database.mapper(FiringHistoryMapper.class);
        this.gaps = database.mapper(FireGapMapper.class);
    }

    /** The instances of fire times in [from, to), the latest first, at most {@code limit}. */
    public List<FiredInstance> fired(TenantId tenant, DefinitionId definition, Instant from, Instant to, int limit) {
        return mapper.fired(tenant, definition, from, to, limit);
    }

    /** The gaps that lie in [from, to), or reach into it; the latest first, at most {@code limit} and some. */
    public List<FireGap> gaps(TenantId tenant, DefinitionId definition, Instant from, Instant to, int limit) {
        Stream<FireGap> reachingIn = gaps.beginningIn(tenant, definition, LONG_AGO, from, REACHING_IN).stream()
                .filter(gap -> !gap.to().isBefore(from));
        return Stream.concat(gaps.beginningIn(tenant, definition, from, to, limit).stream(), reachingIn)
                .toList();
    }

    /**
     * Since when nothing that ended has been deleted for its age, at {@code now}: retention keeps a day at the least, deletes
     * in the order of creation, in all tenants alike, and the platform's own housekeeping ends something twice a minute.
     * Empty: it has ended nothing, so retention has not run either.
     */
    public Optional<Instant> keptSince(Instant now) {
        Instant kept = now.minus(LEAST_KEPT);
        return Optional.ofNullable(mapper.oldestSuccess(TenantId.SYSTEM))
                .map(oldest -> oldest.isBefore(kept) ? oldest : kept);
    }
}
