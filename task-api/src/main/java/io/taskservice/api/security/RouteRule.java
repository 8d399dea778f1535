package io.taskservice.api.security;

import io.taskservice.tenant.KeyScope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may use one route.
 *
 * @param method its method; GET stands for HEAD too
 * @param pattern its path, as the controller writes it
 * @param access who may use it
 * @param scope the part of the API it belongs to; null: to none, and a key may use it whatever its scopes
 * @param path matches the pattern
 */
public record RouteRule(
        HttpMethod method,
        String pattern,
        Access access,
        @Nullable KeyScope scope,
        PathPatternRequestMatcher path) {

    RouteRule(HttpMethod method, String pattern, Access access, @Nullable KeyScope scope) {
        this(method, pattern, access, scope, PathPatternRequestMatcher.pathPattern(pattern));
    }

    boolean matches(HttpServletRequest request) {
        String asked = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return method.name().equals(asked) && path.matches(request);
    }

    /** Whether the credential may use it, its tenant apart. */
    boolean allows(Caller caller) {
        return hasRole(caller) && (scope == null || caller.grant().reaches(scope));
    }

    boolean hasRole(Caller caller) {
        return access.role().map(caller.grant().role()::includes).orElse(true);
    }
}
