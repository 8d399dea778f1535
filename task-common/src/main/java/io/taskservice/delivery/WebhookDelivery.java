package io.taskservice.delivery;

import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.EventId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it stands.
 *
 * @param id its id
 * @param tenantId its owner
 * @param eventId what is told
 * @param type type of the event
 * @param instanceId the instance it is about; null: a test
 * @param webhookId who is told; null: a callback URL
 * @param url where it was last sent, or will be first
 * @param state where it stands
 * @param tries tries begun since it was made or asked for again
 * @param nextTryAt when it is tried next; null: it has ended
 * @param lastStatus HTTP status of the last try; null: no answer
 * @param lastError why the last try failed
 * @param duration of the last try
 * @param createdAt when it was made
 * @param deliveredAt when it arrived
 */
public record WebhookDelivery(
        DeliveryId id,
        TenantId tenantId,
        EventId eventId,
        String type,
        @Nullable InstanceId instanceId,
        @Nullable WebhookId webhookId,
        String url,
        DeliveryState state,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Duration duration,
        Instant createdAt,
        @Nullable Instant deliveredAt) {}
