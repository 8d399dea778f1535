package io.taskservice.delivery;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.Ids;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores deliveries and hands them out, a try at a time. */
public final class DeliveryRepository {

    /** An event has one for each webhook of its tenant and one for the callback: never as many. */
    private static final int MOST_OF_INSTANCE = 200;

    private final TaskDatabase database;
    private final DeliveryMapper mapper;

    public DeliveryRepository(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(DeliveryMapper.class);
    }

    /** Adds deliveries, due at once, to the transaction that adds their events. */
    public void insert(Collection<NewDelivery> deliveries) {
        if (!deliveries.isEmpty()) {
            mapper.insertAll(deliveries);
        }
    }

    /** Where something is due, the longest waiting first. */
    public List<Endpoint> dueEndpoints(int limit) {
        return mapper.dueEndpoints(limit);
    }

    /**
     * Hands out up to {@code limit} due tries to an endpoint.
     *
     * <p>Each is this node's until the lease is over; then any node may try again. An event may so be delivered twice,
     * but never not at all.
     */
    public List<DueDelivery> claim(Endpoint endpoint, int limit, Duration lease) {
        return database.inTransaction(() -> {
            List<DeliveryId> ids = mapper.lockDue(endpoint.tenantId(), endpoint.endpoint(), limit);
            if (ids.isEmpty()) {
                return List.of();
            }
            mapper.startTries(ids, lease);
            return mapper.findDue(ids);
        });
    }

    /** Writes what came of a try; false: it had been handed out again, and this outcome changed nothing. */
    public boolean finish(DueDelivery delivery, TryOutcome outcome) {
        return mapper.finish(delivery, outcome) == 1;
    }

    /** Lets a delivery that has ended begin anew; false: it is under way. */
    public boolean again(TenantId tenant, DeliveryId id) {
        return mapper.again(tenant, id) == 1;
    }

    public Optional<WebhookDelivery> find(TenantId tenant, DeliveryId id) {
        return Optional.ofNullable(mapper.find(tenant, id));
    }

    /** A stretch of those to a webhook, newest first. */
    public List<WebhookDelivery> ofWebhook(TenantId tenant, WebhookId webhook, @Nullable DeliveryId before, int limit) {
        return mapper.ofWebhook(tenant, webhook, before, limit);
    }

    /** All that tell of an instance, newest first. */
    public List<WebhookDelivery> ofInstance(TenantId tenant, InstanceId instance) {
        return mapper.ofInstance(tenant, instance, MOST_OF_INSTANCE);
    }

    /** How many are on their way, of all tenants. */
    public long countPending() {
        return mapper.countPending();
    }

    /** Deletes up to {@code limit} ended deliveries made before, and as many events without any; returns how many. */
    public int deleteBefore(Instant cutoff, int limit) {
        String olderThan = Ids.lowestAt(cutoff);
        int deliveries = mapper.deleteEndedBelow(olderThan, limit);
        return Math.max(deliveries, mapper.deleteEventsBelow(olderThan, limit));
    }
}
