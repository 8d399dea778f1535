package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import org.jspecify.annotations.Nullable;

/** The two columns of a webhook that hold its secrets, as they are stored. */
record SecretColumns(
        TenantId tenantId,
        WebhookId id,
        String secret,
        @Nullable String previousSecret) {

    /** Without the secrets: a row of an older version has them in clear. */
    @Override
    public String toString() {
        return "SecretColumns[" + id + "]";
    }
}
