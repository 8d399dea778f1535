package io.taskservice.event;

import static java.util.stream.Collectors.groupingBy;

import io.taskservice.database.TaskDatabase;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.delivery.NewDelivery;
import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.webhook.EnabledWebhooks;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes events in the transaction of the change they tell of: no change without its event, and no event without it.
 *
 * <ol>
 *   <li>One statement asks for the webhooks of those whose instances ended; for most tenants that is all.
 *   <li>Another asks which of the ended instances anybody wants to know of. For those: render the event, once for all its
 *       deliveries.
 *   <li>Insert the events, and a delivery for each enabled webhook that wants the type and for the instance's callback.
 *   <li>After the commit, wake whoever delivers; should that get lost, the pulse finds what is due within a second.
 * </ol>
 *
 * Asked again about the same end, after an answer that never came, it finds its event and adds none.
 */
public final class Outbox {

    private static final int BATCH = 100;

    private final TaskDatabase database;
    private final OutboxMapper mapper;
    private final EnabledWebhooks webhooks;
    private final DeliveryRepository deliveries;
    private final Signals signals;

    public Outbox(TaskDatabase database, Signals signals) {
        this.database = database;
        this.mapper = database.mapper(OutboxMapper.class);
        this.webhooks = new EnabledWebhooks(database);
        this.deliveries = new DeliveryRepository(database);
        this.signals = signals;
    }

    /** Notes the ends of instances that this transaction has ended; ones that have not ended are passed over. */
    public void ended(Collection<Ending> endings) {
        if (endings.isEmpty()) {
            return;
        }
        Map<TenantId, List<Webhook>> byTenant =
                webhooks.of(endings.stream().map(Ending::tenantId).collect(Collectors.toSet())).stream()
                        .collect(groupingBy(Webhook::tenantId));
        List<InstanceId> perhapsWanted = endings.stream()
                .filter(ending -> ending.hasCallback() || byTenant.containsKey(ending.tenantId()))
                .map(Ending::instance)
                .toList();
        if (!perhapsWanted.isEmpty()) {
            tell(mapper.findWanted(perhapsWanted, EventPayload.MOST_RESULT_BYTES, Event.END), byTenant);
        }
    }

    /** Sends a test event to one webhook; returns the delivery. */
    public DeliveryId test(Webhook webhook) {
        EventId id = EventId.next();
        String payload = EventPayload.ofTest(webhook.tenantId(), webhook.id(), database.now());
        NewDelivery delivery = NewDelivery.to(webhook, id);
        mapper.insertAll(List.of(new Event(id, webhook.tenantId(), null, Event.END, EventType.TEST, payload)));
        deliveries.insert(List.of(delivery));
        wakeAfterwards();
        return delivery.id();
    }

    private void tell(List<EndedInstance> wanted, Map<TenantId, List<Webhook>> byTenant) {
        if (wanted.isEmpty()) {
            return;
        }
        Instant now = database.now();
        for (int from = 0; from < wanted.size(); from += BATCH) {
            insert(wanted.subList(from, Math.min(from + BATCH, wanted.size())), byTenant, now);
        }
        wakeAfterwards();
    }

    private void insert(List<EndedInstance> wanted, Map<TenantId, List<Webhook>> byTenant, Instant now) {
        List<Event> events = new ArrayList<>();
        List<NewDelivery> all = new ArrayList<>();
        for (EndedInstance instance : wanted) {
            Event event = eventOf(instance, now);
            events.add(event);
            byTenant.getOrDefault(instance.tenantId(), List.of()).stream()
                    .filter(webhook -> webhook.wish().events().contains(event.type()))
                    .forEach(webhook -> all.add(NewDelivery.to(webhook, event.id())));
            if (instance.callbackUrl() != null) {
                all.add(NewDelivery.toCallback(instance.tenantId(), instance.callbackUrl(), event.id()));
            }
        }
        mapper.insertAll(events);
        deliveries.insert(all);
    }

    private static Event eventOf(EndedInstance instance, Instant now) {
        return new Event(
                EventId.next(),
                instance.tenantId(),
                instance.id(),
                Event.END,
                instance.type(),
                EventPayload.of(instance, now));
    }

    private void wakeAfterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signals.publish(Signal.DELIVERIES_READY);
            }
        });
    }
}
