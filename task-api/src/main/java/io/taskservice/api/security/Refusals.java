package io.taskservice.api.security;

import static java.util.stream.Collectors.joining;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.SecurityHeaders;
import io.taskservice.tenant.KeyGrant;
import io.taskservice.tenant.KeyScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers what security refuses in the same form as every other error. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final RouteRules rules;
    private final HandlerExceptionResolver errors;
    private final SecurityHeaders headers;

    Refusals(RouteRules rules, HandlerExceptionResolver errors, SecurityHeaders headers) {
        this.rules = rules;
        this.errors = errors;
        this.headers = headers;
    }

    static ApiException unauthenticated(String why) {
        String message = why.isEmpty()
                ? "Send an API key as Authorization: Bearer tsk_… or X-API-Key: tsk_…"
                : "The API key is unknown, expired, retired or revoked";
        String challenge = "Bearer realm=\"task-service\"" + (why.isEmpty() ? "" : ", error=\"" + why + "\"");
        return new ApiException(ErrorCode.UNAUTHENTICATED, message).with(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        errors.resolveException(request, response, null, unauthenticated(""));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) {
        errors.resolveException(request, response, null, explain(request));
    }

    /** The filter that writes the headers has not been reached. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e) {
        headers.writeHeaders(request, response);
        errors.resolveException(
                request, response, null, new ApiException(ErrorCode.INVALID_PARAMETERS, "The path is not acceptable"));
    }

    /** To somebody known: a route that is not in the table does not exist. */
    private ApiException explain(HttpServletRequest request) {
        Optional<RouteRule> rule = rules.of(request);
        if (rule.isPresent()) {
            return explain(rule.get());
        }
        List<HttpMethod> methods = rules.methodsAt(request);
        if (methods.isEmpty()) {
            return new ApiException(
                    ErrorCode.ROUTE_NOT_FOUND,
                    "There is no route " + request.getMethod() + " " + request.getRequestURI());
        }
        String allowed = methods.stream().map(HttpMethod::name).collect(joining(", "));
        return new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Only " + allowed + " is possible here")
                .with(HttpHeaders.ALLOW, allowed);
    }

    /** Names what is missing; a credential that lacks nothing is one of a disabled tenant. */
    private static ApiException explain(RouteRule rule) {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (!(known instanceof KeyAuthentication key) || rule.allows(key.getPrincipal())) {
            return new ApiException(ErrorCode.TENANT_DISABLED, "This tenant has been disabled: nothing can be changed");
        }
        KeyGrant grant = key.getPrincipal().grant();
        String message = !rule.hasRole(key.getPrincipal())
                ? "This needs the role " + rule.access() + "; the credential has " + grant.role()
                : "This needs the scope " + Objects.requireNonNull(rule.scope()).text() + "; the credential has "
                        + texts(grant.scopes());
        return new ApiException(ErrorCode.FORBIDDEN, message);
    }

    private static String texts(Set<KeyScope> scopes) {
        return scopes.stream().sorted().map(KeyScope::text).collect(joining(", "));
    }
}
