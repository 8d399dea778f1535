package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code callback_secrets}; meanings are the table's comments. */
record CallbackSecretRow(
        TenantId tenantId,
        String secret,
        @Nullable String previousSecret,
        @Nullable Instant previousUntil,
        Instant since) {

    /** Without the secrets, so that they cannot end in a log. */
    @Override
    public String toString() {
        return "CallbackSecretRow[since " + since + "]";
    }
}
