package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.secret.Sealed;
import io.taskservice.secret.SecretBox;
import org.jspecify.annotations.Nullable;

/** Seals the secrets that sign what receivers are sent, and opens them to sign. */
public final class SigningSecrets {

    /** With a slash, which the name of a tenant's own secret cannot have. */
    private static final String CALLBACKS = "callback/";

    private final SecretBox box;

    public SigningSecrets(SecretBox box) {
        this.box = box;
    }

    /** What signs a webhook's deliveries, from its two columns. */
    public Signing ofWebhook(TenantId tenant, WebhookId webhook, String secret, @Nullable String previous) {
        return signing(tenant, placeOf(webhook), secret, previous);
    }

    Signing ofCallbacks(TenantId tenant, String secret, @Nullable String previous) {
        return signing(tenant, CALLBACKS, secret, previous);
    }

    String seal(TenantId tenant, WebhookId webhook, WebhookSecret secret) {
        return box.seal(tenant, placeOf(webhook), secret.text()).text();
    }

    String sealForCallbacks(TenantId tenant, WebhookSecret secret) {
        return box.seal(tenant, CALLBACKS, secret.text()).text();
    }

    /** A column of a webhook, sealed with the current key. */
    String renewed(TenantId tenant, WebhookId webhook, String column) {
        return seal(tenant, webhook, open(tenant, placeOf(webhook), column));
    }

    /** A column of callback secrets, sealed with the current key. */
    String renewedForCallbacks(TenantId tenant, String column) {
        return sealForCallbacks(tenant, open(tenant, CALLBACKS, column));
    }

    /** What a column begins with that needs nothing done to it. */
    String prefix() {
        return Sealed.prefixOf(box.keyId());
    }

    private Signing signing(TenantId tenant, String place, String secret, @Nullable String previous) {
        return new Signing(open(tenant, place, secret), previous == null ? null : open(tenant, place, previous));
    }

    /** A row of an older version is in clear until the next start. */
    private WebhookSecret open(TenantId tenant, String place, String column) {
        return new WebhookSecret(Sealed.isText(column) ? box.open(tenant, place, Sealed.parse(column)) : column);
    }

    private static String placeOf(WebhookId webhook) {
        return "webhook/" + webhook.value();
    }
}
