package io.taskservice.api.security;

import io.taskservice.api.rate.RateLimiter;
import io.taskservice.api.web.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Checks the key of a request; one without goes on as a stranger, and one with a bad key goes no further. */
final class KeyAuthenticationFilter extends OncePerRequestFilter {

    private final RouteRules rules;
    private final Callers callers;
    private final RateLimiter limiter;
    private final HandlerExceptionResolver errors;

    KeyAuthenticationFilter(RouteRules rules, Callers callers, RateLimiter limiter, HandlerExceptionResolver errors) {
        this.rules = rules;
        this.callers = callers;
        this.limiter = limiter;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = callers.identify(request);
            Callers.presented(request).ifPresent(limiter::succeeded);
        } catch (ApiException e) {
            note(e, request);
            errors.resolveException(request, response, null, e);
            return;
        } catch (DataAccessException | TransactionException e) {
            errors.resolveException(request, response, null, e);
            return;
        }
        if (caller.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeyAuthentication(caller.get()));
        SecurityContextHolder.setContext(context);
        try (MDC.MDCCloseable open =
                MDC.putCloseable("tenantId", caller.get().tenant().value())) {
            chain.doFilter(request, response);
        }
    }

    /** Only that nobody has such a credential tells of guessing; what its tenant may not do does not. */
    private void note(ApiException e, HttpServletRequest request) {
        if (e.code().status() == HttpStatus.UNAUTHORIZED) {
            Callers.presented(request).ifPresent(text -> limiter.failed(request.getRemoteAddr(), text));
        }
    }

    /** Health must answer though the database is away. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return rules.isPublic(request);
    }
}
