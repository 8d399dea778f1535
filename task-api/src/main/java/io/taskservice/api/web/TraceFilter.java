package io.taskservice.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its trace id before anything else sees it: attribute, log context, response header. */
final class TraceFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(TraceId.ATTRIBUTE) == null) {
            String id = TraceId.fromHeader(request.getHeader("traceparent"));
            request.setAttribute(TraceId.ATTRIBUTE, id);
            response.setHeader(TraceId.RESPONSE_HEADER, id);
        }
        try (MDC.MDCCloseable open = MDC.putCloseable(TraceId.MDC_KEY, TraceId.of(request))) {
            chain.doFilter(request, response);
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
