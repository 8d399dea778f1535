package io.taskservice.api.quota;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.tenant.TenantAccess;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.identity.TenantId;
import io.taskservice.quota.QuotaOverrides;
import io.taskservice.quota.TenantQuotas;
import jakarta.validation.Validator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the quotas of tenants. */
@RestController
@RequestMapping("/api/v1/tenants/{id}/quotas")
@Tag(name = "Quotas", description = "How much tenants may have and do, and what they have used")
final class QuotaController {

    private final TenantAccess access;
    private final TenantQuotas quotas;
    private final QuotaChanges changes;
    private final Validator validator;
    private final Envelopes envelopes;

    QuotaController(
            TenantAccess access, TenantQuotas quotas, QuotaChanges changes, Validator validator, Envelopes envelopes) {
        this.access = access;
        this.quotas = quotas;
        this.changes = changes;
        this.validator = validator;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(
            operationId = "getTenantQuotas",
            summary = "Get the quotas of a tenant",
            description = "Of the own tenant, or of any for platform administrators.")
    @FailsWith(ErrorCode.TENANT_NOT_FOUND)
    Envelope<QuotasView> get(Caller caller, @PathVariable String id) {
        return envelopes.of(view(quotas.overrides(access.require(caller, id).id())));
    }

    @PutMapping
    @Operation(
            operationId = "replaceTenantQuotas",
            summary = "Replace the quotas of a tenant",
            description = "Whole: what is left out is as for all tenants. Every node knows within two seconds.")
    @FailsWith({ErrorCode.TENANT_NOT_FOUND, ErrorCode.INVALID_TASK_DATA})
    Envelope<QuotasView> replace(Caller caller, @PathVariable String id, @RequestBody QuotaRequest request) {
        TenantId tenant = access.require(id).id();
        return envelopes.of("Replaced", view(changes.replace(caller, tenant, request.checked(validator))));
    }

    private QuotasView view(QuotaOverrides overrides) {
        return QuotasView.of(overrides, quotas.defaults());
    }
}
