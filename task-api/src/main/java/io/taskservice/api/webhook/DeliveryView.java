package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.delivery.DeliveryState;
import io.taskservice.delivery.WebhookDelivery;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.WebhookId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of an event.
 *
 * @param id its id
 * @param eventId the event: webhook-id of every try
 * @param type type of the event
 * @param instanceId the instance it is about; null: a test
 * @param webhookId who is told; null: the instance's callback URL
 * @param url where it was last sent, or will be first
 * @param state where it stands
 * @param tries tries begun since it was made or asked for again
 * @param nextTryAt when it is tried next; null: it has ended
 * @param lastStatus HTTP status of the last try; null: no answer
 * @param lastError why the last try failed
 * @param durationMs of the last try
 * @param createdAt when it was made
 * @param deliveredAt when it arrived
 */
@Schema(name = "Delivery")
record DeliveryView(
        String id,
        String eventId,
        @Schema(example = "task.instance.failed") String type,
        @Nullable String instanceId,

        @Nullable @Schema(description = "Null: the instance's callback URL")
        String webhookId,

        String url,
        DeliveryState state,
        int tries,
        @Nullable Instant nextTryAt,

        @Nullable @Schema(description = "HTTP status of the last try; null: no answer")
        Integer lastStatus,

        @Nullable String lastError,
        @Nullable Long durationMs,
        Instant createdAt,
        @Nullable Instant deliveredAt) {

    static DeliveryView of(WebhookDelivery d) {
        InstanceId instance = d.instanceId();
        WebhookId webhook = d.webhookId();
        Duration duration = d.duration();
        return new DeliveryView(
                d.id().value(),
                d.eventId().value(),
                d.type(),
                instance == null ? null : instance.value(),
                webhook == null ? null : webhook.value(),
                d.url(),
                d.state(),
                d.tries(),
                d.nextTryAt(),
                d.lastStatus(),
                d.lastError(),
                duration == null ? null : duration.toMillis(),
                d.createdAt(),
                d.deliveredAt());
    }
}
