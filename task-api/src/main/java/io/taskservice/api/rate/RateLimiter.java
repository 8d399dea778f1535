package io.taskservice.api.rate;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.RateLimitFields;
import io.taskservice.rate.Bucket;
import io.taskservice.rate.BucketLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides, in memory and before anybody is known, whether a request is looked at.
 *
 * <ol>
 *   <li>Its address must not have used up its requests.
 *   <li>Its credential must have been good here lately, or its address must not have used up its failures.
 *   <li>Its credential must not have used up its requests.
 * </ol>
 *
 * <p>The second keeps whoever guesses keys from locking out those who work from the same address, behind one proxy for
 * instance: what has been good goes on.
 */
public final class RateLimiter {

    private final Buckets addresses;
    private final Buckets failures;
    private final Buckets keys;
    private final ProvenCredentials proven = new ProvenCredentials();
    private final RefusalLog refusals;

    RateLimiter(RateLimitSettings settings, LongSupplier nanos, RateMetrics metrics) {
        this.addresses = new Buckets(settings.perAddress().limit(), nanos);
        this.failures = new Buckets(settings.failedAuthentications().limit(), nanos);
        this.keys = new Buckets(settings.perKey().limit(), nanos);
        this.refusals = new RefusalLog(metrics, nanos);
    }

    /**
     * Counts a request, or refuses it with RATE_LIMITED.
     *
     * @param address where it comes from
     * @param credential the key or token as it was presented; null: none was
     * @return what is left of the limit that will be used up first; empty: there is none
     */
    public Optional<RateLimitFields> admit(String address, @Nullable String credential) {
        String from = Subjects.ofAddress(address);
        RateLimitFields left = take(RateKind.ADDRESS, addresses, from, from);
        if (credential == null) {
            return Optional.ofNullable(left);
        }
        String key = Subjects.ofCredential(credential);
        requireNoGuessing(from, key);
        RateLimitFields ofKey = take(RateKind.KEY, keys, key, from);
        boolean isKeyFirst = left == null || (ofKey != null && ofKey.remaining() <= left.remaining());
        return Optional.ofNullable(isKeyFirst ? ofKey : left);
    }

    /** The credential was good. */
    public void succeeded(String credential) {
        proven.add(Subjects.ofCredential(credential));
    }

    /** The credential was no good. */
    public void failed(String address, String credential) {
        proven.remove(Subjects.ofCredential(credential));
        if (!failures.limit().isOff()) {
            failures.spend(Subjects.ofAddress(address));
        }
    }

    private @Nullable RateLimitFields take(RateKind kind, Buckets buckets, String subject, String from) {
        if (buckets.limit().isOff()) {
            return null;
        }
        Bucket.Level level = buckets.take(subject);
        RateLimitFields fields = fields(kind, buckets.limit(), level);
        if (!level.granted()) {
            throw refused(kind, fields, from);
        }
        return fields;
    }

    private void requireNoGuessing(String from, String key) {
        if (failures.limit().isOff() || proven.contains(key)) {
            return;
        }
        Bucket.Level level = failures.level(from);
        if (!level.granted()) {
            throw refused(RateKind.AUTHENTICATION, fields(RateKind.AUTHENTICATION, failures.limit(), level), from);
        }
    }

    private ApiException refused(RateKind kind, RateLimitFields fields, String from) {
        refusals.note(kind, from);
        return fields.on(
                new ApiException(ErrorCode.RATE_LIMITED, kind.sentence() + "; try again later, see Retry-After"));
    }

    private static RateLimitFields fields(RateKind kind, BucketLimit limit, Bucket.Level level) {
        return new RateLimitFields(
                kind.text(), limit.burst(), limit.window(), level.remaining(), Duration.ofNanos(level.waitNanos()));
    }
}
