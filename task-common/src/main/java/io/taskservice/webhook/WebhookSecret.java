package io.taskservice.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** A signing key as Standard Webhooks writes it: {@code whsec_} and the base64 of its bytes; never printed by accident. */
public record WebhookSecret(String text) {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    /** A new one of 256 bits. */
    public static WebhookSecret generate(SecureRandom random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /** The bytes that key the HMAC. */
    byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
