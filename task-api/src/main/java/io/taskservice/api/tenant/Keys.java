package io.taskservice.api.tenant;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.security.CredentialCache;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Texts;
import io.taskservice.tenant.ApiKey;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.IssuedKey;
import io.taskservice.tenant.KeyGrant;
import io.taskservice.tenant.KeyScope;
import io.taskservice.tenant.Rotation;
import io.taskservice.tenant.Tenant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes, rotates and revokes keys; nobody lays hands on a key that may do more than the own one. */
final class Keys {

    private final ApiKeys keys;
    private final Changes changes;
    private final CredentialCache credentials;
    private final KeyCheck check;

    Keys(ApiKeys keys, Changes changes, CredentialCache credentials, KeyCheck check) {
        this.keys = keys;
        this.changes = changes;
        this.credentials = credentials;
        this.check = check;
    }

    IssuedKey issue(Caller caller, Tenant tenant, KeyRequest request) {
        Tenants.requireNotReserved(
                tenant.id().value(), "nobody speaks for it; name it in X-Tenant-Id with an administrator's key");
        check.require(request);
        KeyGrant grant = request.grant();
        requireWithin(caller, grant);
        return changes.make(() -> {
            IssuedKey issued =
                    keys.issue(tenant.id(), grant, Objects.requireNonNull(request.name()), request.expiresAt());
            recordCreated(caller, tenant, issued);
            return issued;
        });
    }

    Rotation.Rotated rotate(Caller caller, Tenant tenant, String id, RotateRequest request) {
        check.require(request);
        requireWithin(caller, require(tenant, id).grant());
        Rotation.Rotated rotated = changes.make(() -> {
            Rotation rotation = keys.rotate(tenant.id(), id, request.overlap());
            if (!(rotation instanceof Rotation.Rotated made)) {
                throw refused((Rotation.Refused) rotation);
            }
            changes.record(caller, tenant.id(), "key.rotate", id, Map.of("retiresAt", retiresAt(made)));
            recordCreated(caller, tenant, made.successor());
            return made;
        });
        credentials.clear();
        return rotated;
    }

    void revoke(Caller caller, Tenant tenant, String id) {
        requireWithin(caller, require(tenant, id).grant());
        changes.make(() -> {
            Optional<ApiKey> before = keys.find(tenant.id(), id);
            switch (keys.revoke(tenant.id(), id)) {
                case ABSENT -> throw absent();
                case LAST_ADMIN ->
                    throw new ApiException(
                            ErrorCode.LAST_ADMIN_KEY,
                            "This is the last key that may manage the platform; make another");
                case REVOKED ->
                    changes.record(
                            caller,
                            tenant.id(),
                            "key.revoke",
                            id,
                            Map.of(),
                            new Changes.Step(viewOf(before), viewOf(keys.find(tenant.id(), id))));
            }
            return id;
        });
        credentials.clear();
    }

    private void recordCreated(Caller caller, Tenant tenant, IssuedKey issued) {
        changes.record(
                caller,
                tenant.id(),
                "key.create",
                issued.key().id(),
                detail(issued),
                new Changes.Step(null, KeyView.of(issued.key())));
    }

    private static @Nullable KeyView viewOf(Optional<ApiKey> key) {
        return key.map(KeyView::of).orElse(null);
    }

    private ApiKey require(Tenant tenant, String id) {
        return keys.find(tenant.id(), String.valueOf(Texts.asciiFilter(id))).orElseThrow(Keys::absent);
    }

    /** Otherwise a key that may only manage keys would make itself one that may do everything. */
    private static void requireWithin(Caller caller, KeyGrant wanted) {
        KeyGrant own = caller.grant();
        if (!own.role().includes(wanted.role())) {
            throw new ApiException(
                    ErrorCode.FORBIDDEN,
                    "A key with the role " + wanted.role() + " needs the role " + wanted.role()
                            + "; the credential has " + own.role());
        }
        if (!own.covers(wanted)) {
            throw new ApiException(
                    ErrorCode.FORBIDDEN,
                    "A key may not reach beyond the credential that asks, which is kept to " + texts(own.scopes())
                            + "; name scopes among these");
        }
    }

    private static String texts(Set<KeyScope> scopes) {
        return scopes.stream().sorted().map(KeyScope::text).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> detail(IssuedKey issued) {
        ApiKey key = issued.key();
        return Map.of(
                "keyId",
                key.keyId(),
                "role",
                key.grant().role(),
                "scopes",
                KeyView.scopes(key),
                "lineageId",
                key.lineageId());
    }

    private static String retiresAt(Rotation.Rotated made) {
        return String.valueOf(made.retiring().retiresAt());
    }

    private static ApiException refused(Rotation.Refused why) {
        return switch (why) {
            case ABSENT -> absent();
            case NOT_LIVE ->
                new ApiException(
                        ErrorCode.KEY_NOT_ROTATABLE,
                        "The key has been revoked, has expired or has retired; make a new one");
            case FROM_OUTSIDE ->
                new ApiException(
                        ErrorCode.KEY_NOT_ROTATABLE,
                        "The key was set in TASK_ADMIN_API_KEY; set another there, or make a new one here");
            case BOTH_LIVE ->
                new ApiException(
                        ErrorCode.ROTATION_UNDER_WAY,
                        "The key has been rotated, and both are live: go over to the successor and revoke the old one,"
                                + " or wait until it retires");
        };
    }

    private static ApiException absent() {
        return new ApiException(ErrorCode.KEY_NOT_FOUND, "The tenant has no such key");
    }
}
