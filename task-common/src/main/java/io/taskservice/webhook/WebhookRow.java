package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of {@code webhooks} without its secrets; meanings are the table's comments. */
record WebhookRow(
        WebhookId id,
        TenantId tenantId,
        String name,
        @Nullable String description,
        String url,
        String events,
        WebhookStatus status,
        @Nullable String disabledReason,
        @Nullable Instant previousUntil,
        Instant createdAt,
        Instant updatedAt) {

    Webhook toWebhook() {
        return new Webhook(
                id,
                tenantId,
                new Webhook.Wish(name, description, url, split(events)),
                status,
                disabledReason,
                previousUntil,
                createdAt,
                updatedAt);
    }

    static String join(Set<EventType> events) {
        return events.stream().sorted().map(EventType::text).collect(Collectors.joining(","));
    }

    private static Set<EventType> split(String events) {
        return Arrays.stream(events.split(",", -1))
                .flatMap(text -> EventType.parse(text).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
