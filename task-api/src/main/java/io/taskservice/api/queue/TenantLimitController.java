package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.tenant.TenantAccess;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import jakarta.validation.Validator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the limits of tenants as a whole. */
@RestController
@RequestMapping("/api/v1/tenants/{id}/limits")
@Tag(name = "Tenants", description = "Tenants and their keys, for platform administrators")
final class TenantLimitController {

    private final TenantAccess access;
    private final TenantLimits limits;
    private final Validator validator;
    private final Envelopes envelopes;

    TenantLimitController(TenantAccess access, TenantLimits limits, Validator validator, Envelopes envelopes) {
        this.access = access;
        this.limits = limits;
        this.validator = validator;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(operationId = "getTenantLimits", summary = "Get the limits of a tenant as a whole")
    @FailsWith(ErrorCode.TENANT_NOT_FOUND)
    Envelope<LimitsView> get(@PathVariable String id) {
        return envelopes.of(LimitsView.of(limits.of(access.require(id).id())));
    }

    @PutMapping
    @Operation(
            operationId = "replaceTenantLimits",
            summary = "Replace the limits of a tenant as a whole",
            description = "Whole: what is left out is no limit. They bear on all its queues together, beside the limits"
                    + " of each.")
    @FailsWith({ErrorCode.TENANT_NOT_FOUND, ErrorCode.INVALID_TASK_DATA})
    Envelope<LimitsView> replace(Caller caller, @PathVariable String id, @RequestBody LimitsRequest request) {
        return envelopes.of(
                "Replaced",
                LimitsView.of(limits.replace(caller, access.require(id).id(), request.checked(validator))));
    }
}
