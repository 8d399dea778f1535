package io.taskservice.api.deadletter;

import static java.util.Objects.requireNonNullElse;

import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Violations;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that a request for many means: these, or those that a filter lets through.
 *
 * @param ids these
 * @param filter or such
 * @param limit at most so many, the oldest
 */
record Selection(
        @Nullable @Size(min = 1, max = 1000, message = "ids are 1 to 1000 ids of instances")
        List<@NotNull(message = "ids are ids of instances, and null is none") String> ids,

        @Nullable FilterRequest filter,

        @Nullable
        @Min(value = 1, message = "limit is at least 1")
        @Max(value = 10_000, message = "limit is at most 10000; ask again for the rest")
        Integer limit) {

    private static final int USUAL_LIMIT = 1000;

    void check(Violations violations, Validator validator) {
        Violations.of(this, validator).found().forEach(violations::add);
        if ((ids == null) == (filter == null)) {
            violations.add(new FieldError(
                    "ids", "ONE_OF", "give either ids or a filter; the filter {} means all dead letters"));
        }
        if (ids != null && limit != null) {
            violations.add(new FieldError("limit", "ONE_OF", "limit goes with filter: ids are all meant"));
        }
    }

    /** Those that are there, held until the transaction ends; oldest first. */
    List<InstanceId> lock(DeadLetters letters, TenantId tenant) {
        return filter == null
                ? letters.lockThese(tenant, parsed())
                : letters.lockOldest(tenant, filter.filter(), requireNonNullElse(limit, USUAL_LIMIT));
    }

    /** How many are meant, whatever the limit; {@code locked}: those that are held. */
    long count(DeadLetters letters, TenantId tenant, List<InstanceId> locked) {
        return filter == null ? locked.size() : letters.count(tenant, filter.filter());
    }

    private Set<InstanceId> parsed() {
        return Objects.requireNonNull(ids).stream()
                .map(InstanceId::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
