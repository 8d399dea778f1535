package io.taskservice.api.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys, kept for a while.
 *
 * <ol>
 *   <li>Nothing is fetched before the first token comes: the node starts without the issuer.
 *   <li>They are fetched again after {@link #FRESH}, and when a token names a key that is not among them: the issuer may
 *       have a new one.
 *   <li>However many such tokens come, it is asked at most once in {@link #PAUSE}.
 *   <li>If it cannot be reached, the keys there are stay good for {@link #USABLE}.
 * </ol>
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration USABLE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    private final JwksFetch fetch;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Known known;
    private @Nullable Instant triedAt;

    IssuerKeys(JwksFetch fetch, InstantSource clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        Known current = known;
        if (current == null || current.isOlderThan(FRESH, clock.instant())) {
            current = fetched();
        }
        List<JWK> found = selector.select(current.keys);
        return found.isEmpty() ? selector.select(fetched().keys) : found;
    }

    private Known fetched() throws RemoteKeySourceException {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (triedAt == null || !now.isBefore(triedAt.plus(PAUSE))) {
                triedAt = now;
                fetch(now);
            }
            Known current = known;
            if (current == null || current.isOlderThan(USABLE, now)) {
                throw new RemoteKeySourceException("The issuer's keys cannot be fetched", null);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void fetch(Instant now) {
        try {
            known = new Known(fetch.fetch(), now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("The keys of the OIDC issuer cannot be fetched: {}", e.toString());
        }
    }

    /** Fetches the keys, from the one place where they are. */
    @FunctionalInterface
    interface JwksFetch {
        JWKSet fetch() throws Exception;
    }

    private record Known(JWKSet keys, Instant readAt) {

        boolean isOlderThan(Duration age, Instant now) {
            return !now.isBefore(readAt.plus(age));
        }
    }
}
