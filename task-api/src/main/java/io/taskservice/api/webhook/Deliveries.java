package io.taskservice.api.webhook;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Slice;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.delivery.WebhookDelivery;
import io.taskservice.event.Outbox;
import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.signal.Signal;
import io.taskservice.webhook.Webhook;
import io.taskservice.webhook.WebhookRepository;
import io.taskservice.webhook.WebhookStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tenant can see of its deliveries and do to them. */
final class Deliveries {

    private final DeliveryRepository deliveries;
    private final WebhookRepository webhooks;
    private final Outbox outbox;
    private final Changes changes;

    Deliveries(DeliveryRepository deliveries, WebhookRepository webhooks, Outbox outbox, Changes changes) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.outbox = outbox;
        this.changes = changes;
    }

    /** A slice of those to a webhook, newest first. */
    Slice<DeliveryView> ofWebhook(Webhook webhook, @Nullable String cursor, int limit) {
        DeliveryId before = cursor == null ? null : parse(cursor);
        List<WebhookDelivery> read = deliveries.ofWebhook(webhook.tenantId(), webhook.id(), before, limit + 1);
        return Slice.of(read, limit, DeliveryView::of, delivery -> delivery.id().value());
    }

    /** All that tell of an instance, whether or not it is still there. */
    Slice<DeliveryView> ofInstance(TenantId tenant, String instance) {
        List<WebhookDelivery> read = InstanceId.parse(instance)
                .map(id -> deliveries.ofInstance(tenant, id))
                .orElseGet(List::of);
        return new Slice<>(read.stream().map(DeliveryView::of).toList(), null);
    }

    /** Sends a test event to a webhook. */
    DeliveryView test(Caller caller, Webhook webhook) {
        return changes.makeFor(caller.tenant(), () -> {
            requireEnabled(caller.tenant(), webhook.id());
            DeliveryId delivery = outbox.test(webhook);
            changes.record(caller, "webhook.test", webhook.id().value(), Map.of("deliveryId", delivery.value()));
            return DeliveryView.of(require(caller.tenant(), delivery.value()));
        });
    }

    /** Lets a delivery that has ended begin anew: the same event, the same id, all its tries. */
    DeliveryView again(Caller caller, String id) {
        return changes.makeFor(caller.tenant(), () -> {
            WebhookDelivery seen = require(caller.tenant(), id);
            WebhookId webhook = seen.webhookId();
            if (webhook != null) {
                requireEnabled(caller.tenant(), webhook);
            }
            if (!deliveries.again(caller.tenant(), seen.id())) {
                throw new ApiException(
                        ErrorCode.DELIVERY_UNDER_WAY, "This delivery is under way; wait until it has ended");
            }
            changes.record(
                    caller,
                    "delivery.redeliver",
                    id,
                    Map.of("eventId", seen.eventId().value()));
            changes.tellAfterwards(Signal.DELIVERIES_READY);
            return DeliveryView.of(require(caller.tenant(), id));
        });
    }

    /** An id that is malformed, absent or another tenant's is answered alike. */
    private WebhookDelivery require(TenantId tenant, String id) {
        return DeliveryId.parse(id)
                .flatMap(parsed -> deliveries.find(tenant, parsed))
                .orElseThrow(() -> new ApiException(ErrorCode.DELIVERY_NOT_FOUND, "There is no such delivery"));
    }

    private void requireEnabled(TenantId tenant, WebhookId id) {
        boolean isEnabled = webhooks.lock(tenant, id)
                .filter(webhook -> webhook.status() == WebhookStatus.ENABLED)
                .isPresent();
        if (!isEnabled) {
            throw new ApiException(
                    ErrorCode.WEBHOOK_DISABLED, "The webhook is disabled or deleted: nothing is sent; enable it first");
        }
    }

    private static DeliveryId parse(String cursor) {
        return DeliveryId.parse(cursor)
                .orElseThrow(() -> ApiException.ofField(
                        ErrorCode.INVALID_PARAMETERS,
                        "cursor",
                        "INVALID_FORMAT",
                        "cursor is not one that a list has given; leave it out to begin anew"));
    }
}
