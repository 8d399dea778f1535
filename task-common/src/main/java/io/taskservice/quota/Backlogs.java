package io.taskservice.quota;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Knows about how much of each tenant waits, at a small part of what counting it each time would cost.
 *
 * <p>A count is kept for ten seconds while it is far below the quota and for one when it is near, and what this process
 * adds is added. When that leaves no room it counts again, but never for more than a twentieth of the time: a refusal
 * must be cheap. So a tenant can get beyond its quota by what several nodes accept between two counts.
 */
public final class Backlogs {

    private static final long FAR_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long NEAR_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int PAUSE_FOR_EACH = 20;

    private final QuotaMapper mapper;
    private final Map<TenantId, Backlog> backlogs = new ConcurrentHashMap<>();

    public Backlogs(TaskDatabase database) {
        this.mapper = database.mapper(QuotaMapper.class);
    }

    /** How many more of a tenant's instances may wait when {@code most} may, and {@code wanted} are to be added. */
    public long room(TenantId tenant, long most, int wanted) {
        return backlogs.computeIfAbsent(tenant, Backlog::new).room(most, wanted);
    }

    /** Notes that so many have been added. */
    public void added(TenantId tenant, int instances) {
        backlogs.computeIfAbsent(tenant, Backlog::new).add(instances);
    }

    private final class Backlog {

        private final TenantId tenant;
        private long waiting = -1;
        private long countedNanos;
        private long tookNanos;

        Backlog(TenantId tenant) {
            this.tenant = tenant;
        }

        synchronized long room(long most, int wanted) {
            if (isStale(most, wanted)) {
                long start = System.nanoTime();
                waiting = mapper.countWaiting(tenant, most);
                countedNanos = System.nanoTime();
                tookNanos = countedNanos - start;
            }
            return Math.max(0, most - waiting);
        }

        synchronized void add(int instances) {
            waiting = waiting < 0 ? waiting : waiting + instances;
        }

        private boolean isStale(long most, int wanted) {
            long age = System.nanoTime() - countedNanos;
            long atLeast = tookNanos * PAUSE_FOR_EACH;
            if (waiting < 0) {
                return true;
            }
            if (waiting + wanted > most) {
                return age > Math.max(FULL_NANOS, atLeast);
            }
            return age > Math.max(waiting > most / 2 ? NEAR_NANOS : FAR_NANOS, atLeast);
        }
    }
}
