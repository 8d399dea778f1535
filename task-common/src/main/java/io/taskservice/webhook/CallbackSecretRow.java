package io.taskservice.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code callback_secrets}; meanings are the table's comments. */
record CallbackSecretRow(
        String secret,
        @Nullable String previousSecret,
        @Nullable Instant previousUntil,
        Instant since) {

    Signing toSigning() {
        return new Signing(
                new WebhookSecret(secret), previousSecret == null ? null : new WebhookSecret(previousSecret));
    }

    /** Without the secrets, so that they cannot end in a log. */
    @Override
    public String toString() {
        return "CallbackSecretRow[since " + since + "]";
    }
}
