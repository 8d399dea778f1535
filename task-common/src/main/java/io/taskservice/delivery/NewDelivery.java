package io.taskservice.delivery;

import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.webhook.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * A delivery about to be made.
 *
 * @param id its id
 * @param tenantId its owner
 * @param eventId what is told
 * @param webhookId who is told; null: a callback URL
 * @param url where
 * @param endpoint with what else it shares a fate
 */
public record NewDelivery(
        DeliveryId id,
        TenantId tenantId,
        EventId eventId,
        @Nullable WebhookId webhookId,
        String url,
        String endpoint) {

    /** Of an event to a webhook. */
    public static NewDelivery to(Webhook webhook, EventId event) {
        return new NewDelivery(
                DeliveryId.next(),
                webhook.tenantId(),
                event,
                webhook.id(),
                webhook.wish().url(),
                Endpoint.of(webhook.id()));
    }

    /** Of an event to an instance's own callback URL. */
    public static NewDelivery toCallback(TenantId tenant, String url, EventId event) {
        return new NewDelivery(DeliveryId.next(), tenant, event, null, url, Endpoint.ofCallback(url));
    }
}
