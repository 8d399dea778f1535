package io.taskservice.api.secret;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.secret.TenantSecret;
import io.taskservice.secret.TenantSecrets;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets and deletes secrets; no value reaches the audit log. */
final class Secrets {

    private final TenantSecrets secrets;
    private final Changes changes;
    private final Validator validator;

    Secrets(TenantSecrets secrets, Changes changes, Validator validator) {
        this.secrets = secrets;
        this.changes = changes;
        this.validator = validator;
    }

    TenantSecret put(Caller caller, String name, SecretRequest request) {
        requireName(name);
        request.check(validator);
        return changes.makeFor(caller.tenant(), () -> {
            Optional<TenantSecret> before = secrets.find(caller.tenant(), name);
            if (!secrets.put(caller.tenant(), name, Objects.requireNonNull(request.value()), caller.keyId())) {
                throw new ApiException(
                        ErrorCode.TOO_MANY_SECRETS,
                        "A tenant has at most " + TenantSecret.MOST + " secrets; delete one first");
            }
            TenantSecret after = secrets.find(caller.tenant(), name).orElseThrow();
            record(caller, before.isEmpty() ? "secret.create" : "secret.replace", before.orElse(null), after);
            return after;
        });
    }

    /** A name that is malformed, absent or another tenant's is answered alike. */
    void delete(Caller caller, String name) {
        changes.makeFor(caller.tenant(), () -> {
            TenantSecret seen = Optional.of(name)
                    .filter(TenantSecret::isName)
                    .flatMap(known -> secrets.find(caller.tenant(), known))
                    .filter(found -> secrets.delete(caller.tenant(), found.name()))
                    .orElseThrow(() -> new ApiException(ErrorCode.SECRET_NOT_FOUND, "There is no such secret"));
            record(caller, "secret.delete", seen, null);
            return seen;
        });
    }

    private void record(Caller caller, String action, @Nullable TenantSecret before, @Nullable TenantSecret after) {
        TenantSecret secret = Objects.requireNonNull(after == null ? before : after);
        changes.record(
                caller,
                caller.tenant(),
                action,
                secret.name(),
                Map.of(),
                new Changes.Step(
                        before == null ? null : SecretView.of(before), after == null ? null : SecretView.of(after)));
    }

    private static void requireName(String name) {
        if (!TenantSecret.isName(name)) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_TASK_DATA,
                    "name",
                    "INVALID_FORMAT",
                    "The name of a secret is 1 to 64 characters of A-Z, a-z, 0-9, underscore, dot and hyphen");
        }
    }
}
