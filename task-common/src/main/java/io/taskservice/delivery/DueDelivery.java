package io.taskservice.delivery;

import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.webhook.Signing;
import io.taskservice.webhook.SigningSecrets;
import io.taskservice.webhook.WebhookStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A try handed to a node: what to send where.
 *
 * @param id the delivery
 * @param tenantId its owner
 * @param endpoint with what else it shares a fate
 * @param eventId the event, the same in every try
 * @param payload the body, the same in every try
 * @param webhookId who is told; null: a callback URL
 * @param url where: a webhook's as it is now
 * @param tries which try it is, from 1; guards its outcome
 * @param webhookStatus null: a callback URL, or the webhook has been deleted
 * @param secret the webhook's, sealed; null as the status
 * @param previousSecret while it counts
 * @param createdAt when the delivery was made
 * @param claimedAt MySQL's time of the claim
 */
public record DueDelivery(
        DeliveryId id,
        TenantId tenantId,
        String endpoint,
        EventId eventId,
        String payload,
        @Nullable WebhookId webhookId,
        String url,
        int tries,
        @Nullable WebhookStatus webhookStatus,
        @Nullable String secret,
        @Nullable String previousSecret,
        Instant createdAt,
        Instant claimedAt) {

    /** With what else it shares a fate. */
    public Endpoint place() {
        return new Endpoint(tenantId, endpoint);
    }

    /** What signs it; null: it goes to a callback URL. */
    public @Nullable Signing signing(SigningSecrets secrets) {
        return secret == null || webhookId == null
                ? null
                : secrets.ofWebhook(tenantId, webhookId, secret, previousSecret);
    }

    /** Without payload and secrets, so that they cannot end in a log. */
    @Override
    public String toString() {
        return "DueDelivery[" + id + ", try " + tries + "]";
    }
}
