package io.taskservice.api.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may use one route.
 *
 * @param method its method; GET stands for HEAD too
 * @param pattern its path, as the controller writes it
 * @param access who may use it
 * @param path matches the pattern
 */
public record RouteRule(HttpMethod method, String pattern, Access access, PathPatternRequestMatcher path) {

    RouteRule(HttpMethod method, String pattern, Access access) {
        this(method, pattern, access, PathPatternRequestMatcher.pathPattern(pattern));
    }

    boolean matches(HttpServletRequest request) {
        String asked = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return method.name().equals(asked) && path.matches(request);
    }
}
