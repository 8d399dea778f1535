package io.taskservice.tenant;

import java.util.Set;

/**
 * What a credential may do: a role, kept to some parts of the API.
 *
 * @param role what it may do there
 * @param scopes the parts; none: all
 */
public record KeyGrant(KeyRole role, Set<KeyScope> scopes) {

    /** Copies the set. */
    public KeyGrant {
        scopes = Set.copyOf(scopes);
    }

    /** All that a role may. */
    public static KeyGrant of(KeyRole role) {
        return new KeyGrant(role, Set.of());
    }

    /** Whether this allows all that the other one does: only then may a holder of this hand out the other. */
    public boolean covers(KeyGrant other) {
        boolean allScopes = scopes.isEmpty() || (!other.scopes.isEmpty() && scopes.containsAll(other.scopes));
        return role.includes(other.role) && allScopes;
    }

    /** Whether a part of the API is within its scopes. */
    public boolean reaches(KeyScope scope) {
        return scopes.isEmpty() || scopes.contains(scope);
    }

    public boolean isPlatformAdmin() {
        return role == KeyRole.PLATFORM_ADMIN;
    }
}
