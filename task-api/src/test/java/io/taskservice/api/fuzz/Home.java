package io.taskservice.api.fuzz;

import io.taskservice.api.ApiClient;
import io.taskservice.api.wall.Planter;
import io.taskservice.api.wall.Thing;
import io.taskservice.identity.TenantId;
import io.taskservice.tenant.KeyRole;
import java.util.Map;
import java.util.Objects;

/**
 * A tenant to do anything to, for a while: what is used up in it is planted anew, and what a tenant can have only so many
 * of never runs out, because after some hundred requests the next one takes its place.
 *
 * @param tenant its id
 * @param victim another tenant, which platform administrators change and disable in its stead
 * @param keys a key of each role
 * @param planter makes what there is in it
 */
record Home(TenantId tenant, TenantId victim, Map<KeyRole, ApiClient> keys, Planter planter) {

    String key(KeyRole role) {
        return Objects.requireNonNull(Objects.requireNonNull(keys.get(role)).key());
    }

    /** One that is there; of tenants the victim where the route is the platform's. */
    String id(Thing thing, boolean isOfThePlatform) {
        return thing == Thing.TENANT && isOfThePlatform ? victim.value() : planter.id(thing);
    }
}
