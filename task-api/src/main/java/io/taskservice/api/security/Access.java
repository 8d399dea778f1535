package io.taskservice.api.security;

import io.taskservice.tenant.KeyRole;
import java.util.Arrays;
import java.util.Optional;

/** Who may use a route: anybody, or who has at least the role of that name. */
public enum Access {
    /** Anybody. */
    PUBLIC,
    /** Whoever may see what is the tenant's. */
    VIEWER,
    /** Whoever may act on it. */
    OPERATOR,
    /** Whoever may create, change and delete. */
    EDITOR,
    /** Whoever may manage the tenant's keys and secrets. */
    OWNER,
    /** Whoever may manage the platform. */
    PLATFORM_ADMIN;

    /** The least role that may; empty: none is needed. */
    public Optional<KeyRole> role() {
        return Arrays.stream(KeyRole.values())
                .filter(role -> role.name().equals(name()))
                .findFirst();
    }

    /** Whether a key of one tenant may have it. */
    public boolean isOfATenant() {
        return this != PUBLIC && this != PLATFORM_ADMIN;
    }
}
