package io.taskservice.api.security;

import io.taskservice.api.rate.RateLimiter;
import io.taskservice.api.web.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses whoever asks too often, before anybody asks the database who that is; tells all others what they have left.
 *
 * <p>Probes are not counted: a node that is flooded is not a dead one.
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private final RouteRules rules;
    private final RateLimiter limiter;
    private final HandlerExceptionResolver errors;

    RateLimitFilter(RouteRules rules, RateLimiter limiter, HandlerExceptionResolver errors) {
        this.rules = rules;
        this.limiter = limiter;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            limiter.admit(request.getRemoteAddr(), Callers.presented(request).orElse(null))
                    .ifPresent(left -> left.to(response::setHeader));
        } catch (ApiException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return rules.isProbe(request);
    }
}
