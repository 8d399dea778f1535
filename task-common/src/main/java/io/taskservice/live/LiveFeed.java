package io.taskservice.live;

import io.taskservice.identity.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Passes on what happens to instances, in this process and through a {@link Relay} to others.
 *
 * <p>News are not even made while nobody listens to their tenant: publishers hand over how to make them. Losing some
 * costs a second or two, never correctness: whoever listens also looks at the database now and then.
 */
public final class LiveFeed {

    /** For so long a node that says nothing more counts as listening. */
    private static final long HEARD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Set<TenantId> heardHere = ConcurrentHashMap.newKeySet();
    private final Map<TenantId, Long> heardElsewhere = new ConcurrentHashMap<>();
    private final List<Consumer<List<InstanceChange>>> listeners = new CopyOnWriteArrayList<>();
    private final List<Relay> relays = new CopyOnWriteArrayList<>();

    /** Tells of changes that have been committed; {@code news} is asked for only if somebody listens to anybody. */
    public void publish(Supplier<List<InstanceChange>> news) {
        if (!isAnybodyHeard()) {
            return;
        }
        List<InstanceChange> all = news.get();
        List<InstanceChange> here = all.stream()
                .filter(change -> heardHere.contains(change.tenantId()))
                .toList();
        deliver(here);
        List<InstanceChange> elsewhere = all.stream()
                .filter(change -> heardElsewhere.containsKey(change.tenantId()))
                .toList();
        if (!elsewhere.isEmpty()) {
            relays.forEach(relay -> relay.send(elsewhere));
        }
    }

    /** As {@link #publish}, once the transaction under way is committed, and not if it is rolled back. */
    public void publishAfterCommit(Supplier<List<InstanceChange>> news) {
        if (!isAnybodyHeard()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                publish(news);
            }
        });
    }

    /** Hands news to whoever listens in this process: what a relay calls with news from another. */
    public void deliver(List<InstanceChange> changes) {
        if (!changes.isEmpty()) {
            listeners.forEach(listener -> listener.accept(changes));
        }
    }

    /** Calls {@code listener} with all news of tenants that are listened to here; it returns at once. */
    public void listen(Consumer<List<InstanceChange>> listener) {
        listeners.add(listener);
    }

    /** Says which tenants somebody in this process listens to, from now on. */
    public void hear(Set<TenantId> tenants) {
        heardHere.retainAll(tenants);
        heardHere.addAll(tenants);
        relays.forEach(relay -> relay.announce(tenants));
    }

    /** Notes that somebody in another process listens to these tenants: what a relay calls. */
    public void heardElsewhere(Set<TenantId> tenants) {
        long until = System.nanoTime() + HEARD_NANOS;
        tenants.forEach(tenant -> heardElsewhere.put(tenant, until));
    }

    /** Whether news from other processes come in; if not, whoever listens must look for itself. */
    public boolean isRelayed() {
        return relays.stream().anyMatch(Relay::isUp);
    }

    /** Sends every later news through {@code relay} too. */
    public void relayThrough(Relay relay) {
        relays.add(relay);
    }

    private boolean isAnybodyHeard() {
        if (!heardElsewhere.isEmpty()) {
            long now = System.nanoTime();
            heardElsewhere.values().removeIf(until -> now - until > 0);
        }
        return !heardHere.isEmpty() || !heardElsewhere.isEmpty();
    }

    /** Takes news to other processes; returns at once, and may lose them. */
    public interface Relay {

        /** Sends news. */
        void send(List<InstanceChange> changes);

        /** Tells the others whose news this process wants; again and again, while it does. */
        void announce(Set<TenantId> tenants);

        /** Whether what others send arrives. */
        boolean isUp();
    }
}
