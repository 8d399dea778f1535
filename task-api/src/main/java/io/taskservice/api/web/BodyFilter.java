package io.taskservice.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads the whole body, up to a limit that holds whether or not the client tells its length, and keeps it for whoever
 * needs it again: the idempotency key stands for these very bytes.
 *
 * <p>A route may have larger ones; so many of these are read at once that they cannot fill the memory.
 */
final class BodyFilter extends OncePerRequestFilter {

    /** Most bytes a request body may have. */
    static final int MOST_BYTES = 1024 * 1024;

    /** By path, where they may have more. */
    static final Map<String, Integer> LARGER = Map.of("/api/v1/tasks/batch", 8 * MOST_BYTES);

    /** Most of the larger ones at once. */
    static final int MOST_LARGER_AT_ONCE = 4;

    private static final int MOST_DISCARDED = 16 * MOST_BYTES;

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final HandlerExceptionResolver errors;
    private final Semaphore larger = new Semaphore(MOST_LARGER_AT_ONCE);

    BodyFilter(HandlerExceptionResolver errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int most = LARGER.getOrDefault(request.getRequestURI(), MOST_BYTES);
        try {
            BodyForm.require(request);
            if (WITHOUT_BODY.contains(request.getMethod())) {
                chain.doFilter(request, response);
                return;
            }
            if (request.getContentLengthLong() > most) {
                throw tooLarge(request, most);
            }
            byte[] start = read(request, MOST_BYTES + 1);
            if (start.length <= MOST_BYTES) {
                pass(start, request, response, chain);
            } else {
                passLarger(start, most, request, response, chain);
            }
        } catch (ApiException e) {
            errors.resolveException(request, response, null, e);
        }
    }

    private void passLarger(
            byte[] start, int most, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (most == MOST_BYTES) {
            throw tooLarge(request, most);
        }
        if (!larger.tryAcquire()) {
            throw new ApiException(
                            ErrorCode.SERVICE_UNAVAILABLE, "Too many large requests at once; try again in a second")
                    .with(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            byte[] rest = read(request, most - start.length + 1);
            if (start.length + rest.length > most) {
                throw tooLarge(request, most);
            }
            byte[] body = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, body, start.length, rest.length);
            pass(body, request, response, chain);
        } finally {
            larger.release();
        }
    }

    private static void pass(byte[] body, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(RawBody.ATTRIBUTE, body);
        chain.doFilter(new Reread(request, body), response);
    }

    private static byte[] read(HttpServletRequest request, int most) {
        try {
            return request.getInputStream().readNBytes(most);
        } catch (IOException e) {
            throw new ApiException(ErrorCode.INVALID_PARAMETERS, "The body ended early or could not be read");
        }
    }

    private static ApiException tooLarge(HttpServletRequest request, int most) {
        discardRest(request);
        return new ApiException(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "A request body has at most " + most + " bytes (" + most / MOST_BYTES + " MiB) here");
    }

    /** Reads on, for a while: a client that is still sending would otherwise see a broken connection and no answer. */
    private static void discardRest(HttpServletRequest request) {
        byte[] unused = new byte[8192];
        int read = 0;
        try {
            for (int n = 0; n >= 0 && read < MOST_DISCARDED; read += n) {
                n = request.getInputStream().read(unused);
            }
        } catch (IOException e) {
            // It is gone; whatever is answered, nobody reads it.
        }
    }

    /** The same request, with its body from memory. */
    private static final class Reread extends HttpServletRequestWrapper {

        private final byte[] body;

        Reread(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new FromMemory(new ByteArrayInputStream(body));
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class FromMemory extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        FromMemory(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body has been read");
        }
    }
}
