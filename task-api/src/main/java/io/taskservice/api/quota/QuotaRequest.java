package io.taskservice.api.quota;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.Violations;
import io.taskservice.quota.QuotaOverrides;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's quotas are to differ from the defaults, whole: what is left out is as for all. 0: no quota.
 *
 * @param definitions most definitions
 * @param waiting most instances that wait; fire times make theirs all the same
 * @param running most instances that run at once
 * @param submitsPerSecond most tasks accepted in a second, over all nodes
 * @param logBytesPerDay most bytes of log messages kept of one day, UTC
 * @param deliveriesPerSecond most tries to deliver an event in a second; the others wait
 * @param paramsBytes longest params, 60000 at most
 */
@Schema(name = "QuotaRequest", example = """
        {"running":50,"submitsPerSecond":100,"waiting":100000}""")
record QuotaRequest(
        @Nullable
        @Min(value = 0, message = "definitions is at least 0, which means no quota; leave it out for the default")
        @Max(value = 1_000_000, message = "definitions is at most 1000000; 0 means no quota")
        Long definitions,

        @Nullable
        @Min(value = 0, message = "waiting is at least 0, which means no quota; leave it out for the default")
        @Max(value = 1_000_000_000, message = "waiting is at most 1000000000; 0 means no quota")
        Long waiting,

        @Nullable
        @Min(value = 0, message = "running is at least 0, which means no quota; leave it out for the default")
        @Max(value = 1_000_000, message = "running is at most 1000000; 0 means no quota")
        Integer running,

        @Nullable
        @Min(value = 0, message = "submitsPerSecond is at least 0, which means no quota; leave it out for the default")
        @Max(value = 1_000_000, message = "submitsPerSecond is at most 1000000; 0 means no quota")
        Integer submitsPerSecond,

        @Nullable
        @Min(value = 0, message = "logBytesPerDay is at least 0, which means no quota; leave it out for the default")
        @Max(value = 1_000_000_000_000_000L, message = "logBytesPerDay is at most 1000000000000000; 0 means no quota")
        Long logBytesPerDay,

        @Nullable
        @Min(
                value = 0,
                message = "deliveriesPerSecond is at least 0, which means no quota; leave it out for the default")
        @Max(value = 1_000_000, message = "deliveriesPerSecond is at most 1000000; 0 means no quota")
        Integer deliveriesPerSecond,

        @Nullable
        @Min(value = 0, message = "paramsBytes is at least 0, which means no quota; leave it out for the default")
        @Max(value = 60_000, message = "paramsBytes is at most 60000; 0 means no quota")
        Integer paramsBytes) {

    QuotaOverrides checked(Validator validator) {
        Violations.of(this, validator).throwIfAny();
        return new QuotaOverrides(
                definitions, waiting, running, submitsPerSecond, logBytesPerDay, deliveriesPerSecond, paramsBytes);
    }
}
