package io.taskservice.api.security;

import io.taskservice.api.oidc.Tokens;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.Credential;
import io.taskservice.text.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Remembers for some seconds which keys and tokens were good, so that not every request asks the database; never which were not. */
public final class CredentialCache {

    /** A revoked key, or one whose tenant is disabled, is refused by every node after this. */
    static final Duration KEPT = Duration.ofSeconds(5);

    private static final int MOST = 10_000;

    private final ApiKeys keys;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    CredentialCache(ApiKeys keys, Tokens tokens, InstantSource clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What a bearer proves, be it a key or a token; refuses a token that proves nothing, and says why. */
    Optional<Credential> authenticateBearer(String text) {
        return tokens.accepts(text) ? authenticate(text, token -> Optional.of(tokens.read(token))) : authenticate(text);
    }

    /** What a key proves. */
    Optional<Credential> authenticate(String text) {
        return authenticate(text, keys::authenticate);
    }

    private Optional<Credential> authenticate(String text, Function<String, Optional<Credential>> check) {
        // The keys themselves are not kept in memory longer than a request.
        String hash = Sha256.hex(text);
        Instant now = clock.instant();
        Entry entry = entries.get(hash);
        if (entry != null && entry.isFresh(now)) {
            return Optional.of(entry.credential);
        }
        Optional<Credential> credential = check.apply(text);
        credential.ifPresentOrElse(found -> remember(hash, new Entry(found, now)), () -> entries.remove(hash));
        return credential;
    }

    /** Forgets everything: keys or tenants have changed here. */
    public void clear() {
        entries.clear();
    }

    private void remember(String hash, Entry entry) {
        if (entries.size() >= MOST) {
            entries.clear();
        }
        entries.put(hash, entry);
    }

    private record Entry(Credential credential, Instant readAt) {

        /** A clock set back makes it stale too. */
        boolean isFresh(Instant now) {
            Instant validUntil = credential.validUntil();
            return !now.isBefore(readAt)
                    && now.isBefore(readAt.plus(KEPT))
                    && (validUntil == null || now.isBefore(validUntil));
        }
    }
}
