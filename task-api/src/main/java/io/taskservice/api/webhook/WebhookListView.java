package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * All webhooks of a tenant: 20 at most, so they come at once.
 *
 * @param items oldest first
 */
@Schema(name = "WebhookList")
record WebhookListView(List<WebhookView> items) {}
