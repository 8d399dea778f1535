package io.taskservice.scheduler;

import io.taskservice.webhook.WebhookSettings;
import java.time.Duration;
import java.util.Set;

/** Settings of deliveries that a test need not wait long for, and that reach receivers on this machine. */
final class DeliverySettings {

    private DeliverySettings() {}

    static WebhookSettings fast() {
        return of(Set.of("localhost"), 3, 16);
    }

    static WebhookSettings of(Set<String> allowedHosts, int maxTries, int concurrency) {
        return new WebhookSettings(
                allowedHosts,
                maxTries,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                concurrency);
    }
}
