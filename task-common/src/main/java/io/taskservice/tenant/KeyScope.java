package io.taskservice.tenant;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the API that a key can be kept to, whatever its role. */
public enum KeyScope {
    /** Definitions, running them, and when they fire. */
    DEFINITIONS,
    /** Instances, their logs, streams and dead letters. */
    INSTANCES,
    /** Tasks without a definition, alone and in batches. */
    SUBMIT,
    /** Queues and their limits. */
    QUEUES,
    /** Webhooks, their deliveries and the secret of callbacks. */
    WEBHOOKS,
    /** The tenant's secrets. */
    SECRETS,
    /** Who did what in the tenant. */
    AUDIT,
    /** The tenant's keys. */
    KEYS,
    /** What only a platform administrator may do. */
    PLATFORM;

    /** As people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty: there is no such scope. */
    public static Optional<KeyScope> parse(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst();
    }

    static String join(Collection<KeyScope> scopes) {
        return scopes.stream().distinct().sorted().map(KeyScope::text).collect(Collectors.joining(","));
    }

    /** Fails for a scope that this version does not know: to leave it out could make the key one for everything. */
    static Set<KeyScope> split(String joined) {
        return joined.isEmpty()
                ? Set.of()
                : Arrays.stream(joined.split(",", -1))
                        .map(text -> parse(text).orElseThrow(() -> new IllegalStateException("No such scope: " + text)))
                        .collect(Collectors.toUnmodifiableSet());
    }
}
