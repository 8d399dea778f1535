package io.taskservice.api.tenant;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.security.CredentialCache;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.schedule.Schedule;
import io.taskservice.tenant.ApiKey;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.IssuedKey;
import io.taskservice.tenant.Tenant;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and revokes keys. */
final class Keys {

    private final TaskDatabase database;
    private final ApiKeys keys;
    private final Changes changes;
    private final CredentialCache credentials;
    private final Validator validator;

    Keys(TaskDatabase database, ApiKeys keys, Changes changes, CredentialCache credentials, Validator validator) {
        this.database = database;
        this.keys = keys;
        this.changes = changes;
        this.credentials = credentials;
        this.validator = validator;
    }

    IssuedKey issue(Caller caller, Tenant tenant, KeyRequest request) {
        Tenants.requireNotReserved(
                tenant.id().value(), "nobody speaks for it; name it in X-Tenant-Id with an administrator's key");
        check(request);
        return changes.make(() -> {
            IssuedKey issued = keys.issue(
                    tenant.id(), request.wantedRole(), Objects.requireNonNull(request.name()), request.expiresAt());
            changes.record(
                    caller,
                    tenant.id(),
                    "key.create",
                    issued.key().id(),
                    Map.of("keyId", issued.key().keyId(), "role", issued.key().role()),
                    new Changes.Step(null, KeyView.of(issued.key())));
            return issued;
        });
    }

    void revoke(Caller caller, Tenant tenant, String id) {
        changes.make(() -> {
            Optional<ApiKey> before = keys.find(tenant.id(), id);
            switch (keys.revoke(tenant.id(), id)) {
                case ABSENT -> throw new ApiException(ErrorCode.KEY_NOT_FOUND, "The tenant has no such key");
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

    private static @Nullable KeyView viewOf(Optional<ApiKey> key) {
        return key.map(KeyView::of).orElse(null);
    }

    private void check(KeyRequest request) {
        Violations violations = Violations.of(request, validator);
        Texts.check("name", request.name(), false).ifPresent(violations::add);
        Instant expiresAt = request.expiresAt();
        if (expiresAt != null && (!expiresAt.isAfter(database.now()) || expiresAt.isAfter(Schedule.LAST_INSTANT))) {
            violations.add(new FieldError(
                    "expiresAt", "OUT_OF_RANGE", "expiresAt is not in the future; leave it out for no end"));
        }
        violations.throwIfAny();
    }
}
