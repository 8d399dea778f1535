package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import io.taskservice.webhook.WebhookStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook without its secret.
 *
 * @param id its id
 * @param name for people
 * @param description for people
 * @param url where events are posted
 * @param events types it wants
 * @param status whether it is told
 * @param disabledReason why it is not
 * @param previousSecretUntil until when the secret before the last rotation signs too; null: it does not
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
@Schema(name = "Webhook")
record WebhookView(
        String id,
        String name,
        @Nullable String description,
        String url,
        List<String> events,
        WebhookStatus status,
        @Nullable String disabledReason,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        Instant updatedAt) {

    static WebhookView of(Webhook webhook) {
        return new WebhookView(
                webhook.id().value(),
                webhook.wish().name(),
                webhook.wish().description(),
                webhook.wish().url(),
                webhook.wish().events().stream().sorted().map(EventType::text).toList(),
                webhook.status(),
                webhook.disabledReason(),
                webhook.previousUntil(),
                webhook.createdAt(),
                webhook.updatedAt());
    }
}
