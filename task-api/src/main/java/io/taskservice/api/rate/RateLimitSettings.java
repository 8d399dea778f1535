package io.taskservice.api.rate;

import io.taskservice.rate.BucketLimit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often a node answers a key and an address. Each node counts for itself.
 *
 * @param perKey requests with the same key or token
 * @param perAddress requests from the same address, an IPv6 network of 64 bits being one
 * @param failedAuthentications requests from the same address whose key or token was no good
 */
@Validated
@ConfigurationProperties("app.task.api.rate-limit")
public record RateLimitSettings(
        @DefaultValue @Valid Requests perKey,
        @DefaultValue @Valid Requests perAddress,
        @DefaultValue @Valid Failures failedAuthentications) {

    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int LARGEST_BURST = 10_000_000;

    /**
     * Requests.
     *
     * @param perSecond requests a second on one node, in the long run; 0: no limit
     * @param burst requests at once, after a time without any
     */
    public record Requests(
            @DefaultValue("5000") @Min(0) @Max(MOST_PER_SECOND)
            int perSecond,

            @DefaultValue("10000") @Min(1) @Max(LARGEST_BURST)
            int burst) {

        BucketLimit limit() {
            return new BucketLimit(perSecond, burst);
        }
    }

    /**
     * Requests whose credential was no good. While an address has used them up, only keys and tokens that have been
     * good here before are looked at.
     *
     * @param perSecond requests a second from one address with a key or token that is no good; 0: no limit
     * @param burst such requests at once, after a time without any
     */
    public record Failures(
            @DefaultValue("10") @Min(0) @Max(MOST_PER_SECOND)
            int perSecond,

            @DefaultValue("50") @Min(1) @Max(LARGEST_BURST) int burst) {

        BucketLimit limit() {
            return new BucketLimit(perSecond, burst);
        }
    }
}
