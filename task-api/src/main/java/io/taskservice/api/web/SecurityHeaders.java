package io.taskservice.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;

/**
 * The headers of every answer, of refusals and of the server's own errors too: a browser that is led to one shows it, and
 * does nothing else with it.
 *
 * <p>Nothing is cached unless whoever answers says so. Over HTTPS, or behind a proxy that says so, browsers are told to
 * stay with it. That other sites may read answers (CORS) is never said.
 */
public final class SecurityHeaders implements HeaderWriter {

    private static final String PAGES = "/swagger-ui/";

    private static final String POLICY_HEADER = "Content-Security-Policy";

    /** JSON needs nothing. */
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** Swagger UI needs its own scripts and inline styles, and nothing from elsewhere. */
    private static final String PAGE = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Permissions-Policy",
                    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
                            + " payment=(), usb=()",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final HeaderWriter caching = new CacheControlHeadersWriter();
    private final HeaderWriter strictTransport = new HstsHeaderWriter();

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        ALWAYS.forEach(response::setHeader);
        response.setHeader(POLICY_HEADER, isPage(request) ? PAGE : NOTHING);
        if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            caching.writeHeaders(request, response);
        }
        strictTransport.writeHeaders(request, response);
    }

    private static boolean isPage(HttpServletRequest request) {
        return String.valueOf(request.getRequestURI()).startsWith(request.getContextPath() + PAGES);
    }
}
