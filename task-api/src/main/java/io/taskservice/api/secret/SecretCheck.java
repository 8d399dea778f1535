package io.taskservice.api.secret;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.identity.TenantId;
import io.taskservice.secret.SecretReferences;
import io.taskservice.secret.TenantSecrets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Refuses params that refer to secrets which are not there. */
public final class SecretCheck {

    private final TenantSecrets secrets;

    SecretCheck(TenantSecrets secrets) {
        this.secrets = secrets;
    }

    /** Refuses params of a request; params without a reference ask nobody. */
    public void require(TenantId tenant, String field, @Nullable String params) {
        check(field, params, secrets.missing(tenant, SecretReferences.in(params)))
                .ifPresent(error -> {
                    throw new ApiException(ErrorCode.INVALID_TASK_DATA, error.message(), List.of(error));
                });
    }

    /** The names that some params refer to and the tenant has no secret of, with one question for all of them. */
    public Set<String> missing(TenantId tenant, Collection<@Nullable String> params) {
        Set<String> names = new TreeSet<>();
        params.forEach(one -> names.addAll(SecretReferences.in(one)));
        return secrets.missing(tenant, names);
    }

    /** What is wrong with params when those secrets are missing; empty: nothing. */
    public static Optional<FieldError> check(String field, @Nullable String params, Set<String> missing) {
        return missing.isEmpty()
                ? Optional.empty()
                : SecretReferences.in(params).stream()
                        .filter(missing::contains)
                        .findFirst()
                        .map(name -> new FieldError(
                                field,
                                "UNKNOWN_SECRET",
                                field + " refers to the secret '" + name
                                        + "', which is not there; set it with PUT /api/v1/secrets/{name} first"));
    }
}
