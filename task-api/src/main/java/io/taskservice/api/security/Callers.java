package io.taskservice.api.security;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.TraceId;
import io.taskservice.audit.AuditEntry;
import io.taskservice.audit.AuditLog;
import io.taskservice.identity.TenantId;
import io.taskservice.tenant.Credential;
import io.taskservice.tenant.KeyUse;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantRepository;
import io.taskservice.tenant.TenantStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Finds out from a request's headers who calls and for which tenant. */
public final class Callers {

    /** Names the tenant that a platform administrator acts for. */
    public static final String TENANT_HEADER = "X-Tenant-Id";

    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";

    private final CredentialCache credentials;
    private final TenantRepository tenants;
    private final AuditLog audit;
    private final KeyUse use;

    Callers(CredentialCache credentials, TenantRepository tenants, AuditLog audit, KeyUse use) {
        this.credentials = credentials;
        this.tenants = tenants;
        this.audit = audit;
        this.use = use;
    }

    /** Empty when the request carries no credential; refuses one that is no good. */
    Optional<Caller> identify(HttpServletRequest request) {
        return presented(request).map(text -> proven(proof(text, request), request));
    }

    /** The key or token of a request, as it was sent; empty: it has none. */
    static Optional<String> presented(HttpServletRequest request) {
        String authorization = request.getHeader(AUTHORIZATION);
        return authorization == null
                ? Optional.ofNullable(request.getHeader("X-API-Key")).map(String::strip)
                : Optional.of(bearer(authorization));
    }

    /** What is sent as X-API-Key is always a key. */
    private Optional<Credential> proof(String text, HttpServletRequest request) {
        return request.getHeader(AUTHORIZATION) == null
                ? credentials.authenticate(text)
                : credentials.authenticateBearer(text);
    }

    private static String bearer(String authorization) {
        boolean isBearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? authorization.substring(BEARER.length()).strip() : "";
    }

    private Caller proven(Optional<Credential> proof, HttpServletRequest request) {
        Credential credential = proof.orElseThrow(() -> Refusals.unauthenticated("invalid_token"));
        if (credential.validUntil() == null) {
            use.note(credential.keyId());
        }
        return callerOf(credential, request);
    }

    private Caller callerOf(Credential credential, HttpServletRequest request) {
        String asked = request.getHeader(TENANT_HEADER);
        boolean isActive = credential.tenantStatus() == TenantStatus.ACTIVE;
        if (!credential.grant().isPlatformAdmin() && !isActive) {
            throw new ApiException(ErrorCode.TENANT_DISABLED, "The tenant of this credential has been disabled");
        }
        if (asked == null || asked.equals(credential.tenantId().value())) {
            return caller(credential, credential.tenantId(), isActive, request);
        }
        if (!credential.grant().isPlatformAdmin()) {
            throw new ApiException(ErrorCode.FORBIDDEN, "X-Tenant-Id names another tenant than the credential's");
        }
        return onBehalf(credential, asked, request);
    }

    /** A platform administrator looks into another tenant: each such request leaves its mark there. */
    private Caller onBehalf(Credential credential, String asked, HttpServletRequest request) {
        TenantId id = TenantId.parse(asked).orElseThrow(Callers::malformed);
        Tenant tenant = tenants.find(id)
                .orElseThrow(() -> new ApiException(ErrorCode.TENANT_NOT_FOUND, "There is no such tenant"));
        Caller caller = caller(credential, tenant.id(), tenant.status() == TenantStatus.ACTIVE, request);
        audit.add(new AuditEntry(
                tenant.id(),
                caller.keyId(),
                "tenant.act-for",
                cut(request.getMethod() + " " + request.getRequestURI(), 100),
                null,
                AuditEntry.States.NONE,
                caller.address(),
                caller.traceId()));
        return caller;
    }

    private static ApiException malformed() {
        return ApiException.ofField(
                ErrorCode.INVALID_PARAMETERS,
                TENANT_HEADER,
                "INVALID_FORMAT",
                TENANT_HEADER + " is a tenant's id: 1 to 36 characters of a-z, 0-9 and hyphen, not a hyphen first");
    }

    private static Caller caller(Credential credential, TenantId tenant, boolean active, HttpServletRequest request) {
        return new Caller(
                tenant,
                active,
                credential.keyId(),
                credential.grant(),
                credential.validUntil(),
                cut(String.valueOf(request.getRemoteAddr()), 64),
                TraceId.of(request));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
