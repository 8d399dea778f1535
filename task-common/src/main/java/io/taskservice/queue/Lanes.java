package io.taskservice.queue;

import static java.util.Comparator.comparing;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells claims where something is due and how much of it may start.
 *
 * <p>A limit is exact, and a quota of what runs is one: whoever claims from a limited lane holds the limit's row until it
 * commits, and counts what runs from the instances themselves. So there is no counter that could leak or drift.
 */
public final class Lanes {

    private final LaneMapper mapper;
    private final int runningQuota;
    private final Set<LanePlace> open = ConcurrentHashMap.newKeySet();

    /** For who claims nothing: it has no default quota of what runs. */
    public Lanes(TaskDatabase database) {
        this(database, 0);
    }

    /** {@code runningQuota}: most instances that run at once of a tenant of whom nothing else is said; 0: no quota. */
    public Lanes(TaskDatabase database, int runningQuota) {
        this.mapper = database.mapper(LaneMapper.class);
        this.runningQuota = runningQuota;
    }

    /**
     * Makes sure that claims look into lanes to which instances are about to be added, in the caller's transaction. Once
     * it is committed this process remembers: a lane is never taken away.
     */
    public void open(Collection<LanePlace> places) {
        List<LanePlace> missing = places.stream()
                .filter(place -> !open.contains(place))
                .distinct()
                .sorted(comparing(LanePlace::queue)
                        .thenComparing(place -> place.tenantId().value()))
                .toList();
        if (!missing.isEmpty()) {
            mapper.open(missing);
            afterCommit(() -> open.addAll(missing));
        }
    }

    /** Opens lanes in which something waits unseen, which only a hand in the database can have brought about. */
    public List<LanePlace> openMissing() {
        List<LanePlace> missing = mapper.missing();
        if (!missing.isEmpty()) {
            mapper.open(missing);
        }
        return missing;
    }

    /** The lanes of these queues in which something is due; those that are paused left out. */
    public List<Lane> ready(Collection<String> queues) {
        return mapper.ready(queues, runningQuota);
    }

    /** How many of {@code slots} may start from a lane at {@code now}, MySQL's; in the transaction of the claim. */
    public Allowance allowance(Lane lane, int slots, Instant now) {
        if (!lane.isLimited()) {
            return Allowance.unlimited(slots);
        }
        if (lane.runningQuota() > 0 && mapper.lockQuota(lane.tenantId()) == null) {
            return Allowance.CONTENDED;
        }
        List<QueueRow> limits = lane.limits() == 0 ? List.of() : mapper.lockLimits(lane.tenantId(), lane.queue());
        if (limits.size() < lane.limits()) {
            return Allowance.CONTENDED;
        }
        return allowance(lane, limits, Math.min(slots, quotaLeft(lane)), now);
    }

    private Allowance allowance(Lane lane, List<QueueRow> limits, int slots, Instant now) {
        int most = slots;
        Duration wait = null;
        List<Allowance.Bucket> buckets = new ArrayList<>();
        for (QueueRow limit : limits) {
            most = Math.min(most, room(lane, limit));
            RateLimit rate = limit.rate();
            if (rate != null) {
                double tokens = rate.tokensAt(now, limit.tokens(), limit.refilledAt());
                buckets.add(new Allowance.Bucket(limit.name(), tokens));
                most = Math.min(most, (int) tokens);
                wait = later(wait, rate.untilNext(tokens));
            }
        }
        return new Allowance(Math.max(most, 0), wait, buckets);
    }

    /** Takes what has started from the buckets. */
    public void started(Lane lane, Allowance allowance, int starts, Instant now) {
        if (starts > 0) {
            TenantId tenant = lane.tenantId();
            allowance.buckets().forEach(b -> mapper.refill(tenant, b.name(), b.tokens() - starts, now));
        }
    }

    private static void afterCommit(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    private int quotaLeft(Lane lane) {
        return lane.runningQuota() == 0
                ? Integer.MAX_VALUE
                : lane.runningQuota() - mapper.countRunningOf(lane.tenantId());
    }

    private int room(Lane lane, QueueRow limit) {
        Integer most = limit.maxRunning();
        return most == null ? Integer.MAX_VALUE : most - running(limit, lane.queue());
    }

    /** How many run that count against a limit on a lane of {@code queue}: those of the lane, or of the whole tenant. */
    int running(QueueRow limit, String queue) {
        return limit.name().equals(TaskQueue.WHOLE_TENANT)
                ? mapper.countRunningOf(limit.tenantId())
                : mapper.countRunning(limit.tenantId(), queue);
    }

    private static @Nullable Duration later(@Nullable Duration a, Duration b) {
        Duration wait = a == null || b.compareTo(a) > 0 ? b : a;
        return wait.isZero() ? null : wait;
    }
}
