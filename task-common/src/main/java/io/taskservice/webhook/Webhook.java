package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of events, without the secret that signs what is sent.
 *
 * @param id its id
 * @param tenantId its owner
 * @param wish what its owner said of it
 * @param status whether it is told
 * @param disabledReason why it is not
 * @param previousUntil until when the secret before the last rotation signs too; null: none does
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record Webhook(
        WebhookId id,
        TenantId tenantId,
        Wish wish,
        WebhookStatus status,
        @Nullable String disabledReason,
        @Nullable Instant previousUntil,
        Instant createdAt,
        Instant updatedAt) {

    /** Most webhooks of one tenant. */
    public static final int MOST = 20;

    /**
     * What a tenant says of a webhook.
     *
     * @param name for people
     * @param description for people
     * @param url where events are posted
     * @param events what it wants to be told
     */
    public record Wish(String name, @Nullable String description, String url, Set<EventType> events) {

        public Wish {
            events = Set.copyOf(events);
        }
    }
}
