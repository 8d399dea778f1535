package io.taskservice.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that sign what one receiver is sent (Standard Webhooks 1.0).
 *
 * @param current the secret
 * @param previous the one before the last rotation, while it counts
 */
public record Signing(WebhookSecret current, @Nullable WebhookSecret previous) {

    private static final String ALGORITHM = "HmacSHA256";

    /** The header {@code webhook-signature}: one signature for each secret, the current one's first. */
    public String sign(String id, Instant timestamp, String body) {
        String signed = id + "." + timestamp.getEpochSecond() + "." + body;
        String first = sign(current, signed);
        return previous == null ? first : first + " " + sign(previous, signed);
    }

    private static String sign(WebhookSecret secret, String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
