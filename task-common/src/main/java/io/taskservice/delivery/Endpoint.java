package io.taskservice.delivery;

import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;

/**
 * What is slow or away as one, and so has its share of the deliveries under way.
 *
 * @param tenantId owner of what is sent there
 * @param endpoint a webhook's id, or a bucket of callback hosts
 */
public record Endpoint(TenantId tenantId, String endpoint) {

    /** A tenant may name any number of hosts, but cannot make more endpoints of them than that. */
    private static final int CALLBACK_BUCKETS = 64;

    static String of(WebhookId webhook) {
        return webhook.value();
    }

    static String ofCallback(String url) {
        String[] parts = url.split("/", 4); // scheme, nothing, host and port, the rest
        String host = parts.length < 3 ? url : parts[2];
        return "callback-" + Math.floorMod(host.hashCode(), CALLBACK_BUCKETS);
    }
}
