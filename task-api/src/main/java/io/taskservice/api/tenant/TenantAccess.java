package io.taskservice.api.tenant;

import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.identity.TenantId;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantRepository;

/** Finds the tenants that paths name; one that is malformed, absent or not the caller's is answered alike. */
public final class TenantAccess {

    private final TenantRepository tenants;

    TenantAccess(TenantRepository tenants) {
        this.tenants = tenants;
    }

    /** A tenant, for callers who may see any. */
    public Tenant require(String id) {
        return TenantId.parse(id).flatMap(tenants::find).orElseThrow(TenantAccess::absent);
    }

    /** A tenant that a caller may look at: its own; any, for a platform administrator. */
    public Tenant require(Caller caller, String id) {
        if (!caller.isPlatformAdmin() && !caller.tenant().value().equals(id)) {
            throw absent();
        }
        return require(id);
    }

    private static ApiException absent() {
        return new ApiException(ErrorCode.TENANT_NOT_FOUND, "There is no such tenant");
    }
}
