package io.taskservice.autoconfigure;

import io.taskservice.secret.TenantSecrets;
import io.taskservice.webhook.CallbackSecrets;
import io.taskservice.webhook.WebhookRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the fact that every secret in the database is sealed with the current master key, as far as its keys allow.
 *
 * @param changed how many rows had to be sealed, or sealed anew
 */
record SecretsAtRest(int changed) {

    private static final Logger log = LoggerFactory.getLogger(SecretsAtRest.class);

    /** Goes over all of them; several nodes may do so at once, and a second time changes nothing. */
    static SecretsAtRest seal(TenantSecrets secrets, WebhookRepository webhooks, CallbackSecrets callbacks) {
        SecretsAtRest done = new SecretsAtRest(secrets.reseal() + webhooks.reseal() + callbacks.reseal());
        if (done.changed() > 0) {
            log.info("Sealed {} secrets in the database with the current master key", done.changed());
        }
        return done;
    }
}
