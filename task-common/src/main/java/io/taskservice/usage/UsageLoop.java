package io.taskservice.usage;

import io.taskservice.identity.TenantId;
import io.taskservice.loop.Loop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what tenants have used, every few seconds. A node that is killed loses what it had not stored yet: that is in
 * nobody's bill.
 */
public final class UsageLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UsageLoop.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final UsageMeter meter;
    private final UsageRepository usage;
    private final LogAllowance logs;
    private final Loop loop = new Loop("usage", this::pass);

    public UsageLoop(UsageMeter meter, UsageRepository usage, LogAllowance logs) {
        this.meter = meter;
        this.usage = usage;
        this.logs = logs;
    }

    /** Begins to store. */
    public void start() {
        loop.start();
    }

    /** Stores what has come together; returns of how many tenants. */
    public int storeOnce() {
        List<TenantUsage> taken = meter.take();
        if (!taken.isEmpty()) {
            store(taken);
        }
        Set<TenantId> logged = new HashSet<>();
        taken.stream().filter(one -> one.counts().logBytes() > 0).forEach(one -> logged.add(one.tenantId()));
        logs.look(logged);
        return taken.size();
    }

    /** Ends the loop, then stores the rest. */
    @Override
    public void close() {
        loop.close();
        try {
            storeOnce();
        } catch (RuntimeException e) {
            log.warn("The last seconds of what tenants used could not be stored", e);
        }
    }

    private void store(List<TenantUsage> taken) {
        try {
            usage.add(taken);
        } catch (RuntimeException e) {
            meter.putBack(taken);
            throw e;
        }
    }

    private Duration pass() {
        storeOnce();
        return INTERVAL;
    }
}
