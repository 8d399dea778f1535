package io.taskservice.api.tenant;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.security.CredentialCache;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.TenantId;
import io.taskservice.signal.Signal;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantRepository;
import io.taskservice.tenant.TenantStatus;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Objects;

/** Creates, disables and enables tenants. */
final class Tenants {

    private final TenantRepository tenants;
    private final TenantAccess access;
    private final TaskDefinitionRepository definitions;
    private final Changes changes;
    private final CredentialCache credentials;
    private final Validator validator;

    Tenants(
            TenantRepository tenants,
            TenantAccess access,
            TaskDefinitionRepository definitions,
            Changes changes,
            CredentialCache credentials,
            Validator validator) {
        this.tenants = tenants;
        this.access = access;
        this.definitions = definitions;
        this.changes = changes;
        this.credentials = credentials;
        this.validator = validator;
    }

    Tenant create(Caller caller, TenantRequest request) {
        check(request);
        TenantId id = new TenantId(Objects.requireNonNull(request.id()));
        return changes.make(() -> {
            int weight = Objects.requireNonNullElse(request.weight(), Tenant.DEFAULT_WEIGHT);
            if (!tenants.insert(id, Objects.requireNonNull(request.name()), weight)) {
                throw ApiException.ofField(
                        ErrorCode.TENANT_EXISTS,
                        "id",
                        "TENANT_EXISTS",
                        "There is a tenant " + id + "; choose another id");
            }
            Tenant created = access.require(id.value());
            changes.record(
                    caller, id, "tenant.create", id.value(), Map.of(), new Changes.Step(null, TenantView.of(created)));
            return created;
        });
    }

    /** A new weight counts from the next claim of each node on. */
    Tenant change(Caller caller, String id, TenantChangeRequest request) {
        Violations violations = Violations.of(request, validator);
        Texts.check("name", request.name(), false).ifPresent(violations::add);
        violations.throwIfAny();
        return changes.make(() -> {
            Tenant before = access.require(id);
            tenants.update(
                    before.id(), Objects.requireNonNull(request.name()), Objects.requireNonNull(request.weight()));
            Tenant after = access.require(id);
            changes.record(
                    caller,
                    after.id(),
                    "tenant.change",
                    id,
                    Map.of(),
                    new Changes.Step(TenantView.of(before), TenantView.of(after)));
            return after;
        });
    }

    /** Its keys are refused from now on, and what it has enabled is suspended. */
    Tenant disable(Caller caller, String id) {
        requireNotReserved(id, "it cannot be disabled");
        return set(caller, id, TenantStatus.DISABLED, "tenant.disable");
    }

    /** What was suspended fires again; what it missed is dealt with by each misfire policy. */
    Tenant enable(Caller caller, String id) {
        return set(caller, id, TenantStatus.ACTIVE, "tenant.enable");
    }

    private Tenant set(Caller caller, String id, TenantStatus status, String action) {
        Tenant changed = changes.make(() -> {
            Tenant before = access.require(id);
            TenantId tenant = before.id();
            if (tenants.setStatus(tenant, status)) {
                int moved = definitions.suspendAll(tenant, status == TenantStatus.DISABLED);
                changes.record(
                        caller,
                        tenant,
                        action,
                        id,
                        Map.of("definitions", moved),
                        new Changes.Step(TenantView.of(before), TenantView.of(access.require(id))));
                changes.tellAfterwards(Signal.DEFINITIONS_CHANGED);
            }
            return access.require(id);
        });
        credentials.clear();
        return changed;
    }

    /** Refuses what cannot be done to the platform's own tenant. */
    static void requireNotReserved(String id, String why) {
        if (TenantId.SYSTEM.value().equals(id)) {
            throw new ApiException(ErrorCode.TENANT_RESERVED, "system is the platform's own tenant: " + why);
        }
    }

    private void check(TenantRequest request) {
        Violations violations = Violations.of(request, validator);
        Texts.check("name", request.name(), false).ifPresent(violations::add);
        if (TenantId.SYSTEM.value().equals(request.id())) {
            violations.add(new FieldError("id", "RESERVED", "system is the platform's own; choose another id"));
        }
        violations.throwIfAny();
    }
}
