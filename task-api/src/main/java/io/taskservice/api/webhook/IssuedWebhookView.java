package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.webhook.WebhookSecret;

/**
 * A webhook with the secret just made for it.
 *
 * @param webhook the webhook
 * @param secret signs what it is sent: shown this once
 */
@Schema(name = "IssuedWebhook")
record IssuedWebhookView(
        WebhookView webhook,

        @Schema(
                description = "Signs what it is sent; shown this once",
                example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        String secret) {

    static IssuedWebhookView of(WebhookView webhook, WebhookSecret secret) {
        return new IssuedWebhookView(webhook, secret.text());
    }

    /** Without the secret, so that it cannot end in a log. */
    @Override
    public String toString() {
        return "IssuedWebhookView[" + webhook.id() + "]";
    }
}
