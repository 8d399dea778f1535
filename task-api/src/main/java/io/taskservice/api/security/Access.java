package io.taskservice.api.security;

/** Who may use a route. */
public enum Access {
    /** Anybody. */
    PUBLIC,
    /** Whoever has a key, for that key's tenant. */
    TENANT,
    /** Whoever has a key that may manage the platform. */
    PLATFORM_ADMIN
}
