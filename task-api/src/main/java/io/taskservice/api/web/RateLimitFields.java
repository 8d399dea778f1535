package io.taskservice.api.web;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells of a limit: the fields RateLimit-Policy and RateLimit of draft-ietf-httpapi-ratelimit-headers-11.
 *
 * @param policy its name: lower case letters and hyphens
 * @param quota how many units the window grants
 * @param window how long it is, in whole seconds, at least one; null: the quota is not of a time
 * @param remaining how many units are left
 * @param reset until there are more; rounded up to whole seconds
 */
public record RateLimitFields(
        String policy, long quota, @Nullable Duration window, long remaining, Duration reset) {

    /** The header that names limits. */
    public static final String POLICY = "RateLimit-Policy";

    /** The header that tells what is left of them. */
    public static final String STATE = "RateLimit";

    /** Hands both fields over, each as name and value. */
    public void to(BiConsumer<String, String> header) {
        header.accept(POLICY, "\"" + policy + "\";q=" + quota + (window == null ? "" : ";w=" + window.toSeconds()));
        header.accept(STATE, "\"" + policy + "\";r=" + remaining + ";t=" + resetSeconds());
    }

    /** Adds both fields and Retry-After to a refusal. */
    public ApiException on(ApiException refusal) {
        to(refusal::with);
        return refusal.with("Retry-After", Long.toString(Math.max(1, resetSeconds())));
    }

    private long resetSeconds() {
        return reset.plusNanos(999_999_999).toSeconds();
    }
}
