package io.taskservice.api.quota;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.identity.TenantId;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.secret.SecretReferences;
import io.taskservice.secret.TenantSecrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Refuses params that a tenant may not have: longer than its quota, or referring to secrets that are not there. */
public final class ParamsCheck {

    private final TenantQuotas quotas;
    private final TenantSecrets secrets;

    ParamsCheck(TenantQuotas quotas, TenantSecrets secrets) {
        this.quotas = quotas;
        this.secrets = secrets;
    }

    /** Refuses params of a request; those without a reference ask the database nothing. */
    public void require(TenantId tenant, String field, @Nullable String params) {
        List<@Nullable String> one = new ArrayList<>();
        one.add(params);
        of(tenant, one).check(field, params).ifPresent(error -> {
            throw new ApiException(ErrorCode.INVALID_TASK_DATA, error.message(), List.of(error));
        });
    }

    /** What some params can be checked against, with one question for all of them. */
    public Known of(TenantId tenant, Collection<@Nullable String> params) {
        Set<String> names = new TreeSet<>();
        params.forEach(one -> names.addAll(SecretReferences.in(one)));
        return new Known(quotas.of(tenant).paramsBytes(), secrets.missing(tenant, names));
    }

    /**
     * What a tenant may have in params.
     *
     * @param mostBytes how long they may be; 0: as long as any
     * @param missing secrets that some of them refer to and the tenant has not
     */
    public record Known(int mostBytes, Set<String> missing) {

        /** What is wrong with params; empty: nothing. */
        public Optional<FieldError> check(String field, @Nullable String params) {
            return params == null ? Optional.empty() : length(field, params).or(() -> reference(field, params));
        }

        private Optional<FieldError> length(String field, String params) {
            int bytes = params.getBytes(StandardCharsets.UTF_8).length;
            return mostBytes == 0 || bytes <= mostBytes
                    ? Optional.empty()
                    : Optional.of(new FieldError(
                            field,
                            "QUOTA_EXCEEDED",
                            field + " has " + bytes + " bytes; the tenant's quota is " + mostBytes
                                    + ": keep large data elsewhere and pass its place"));
        }

        private Optional<FieldError> reference(String field, String params) {
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
}
