package io.taskservice.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that ties an answer to its log lines: the client's W3C trace id, or a new one. */
public final class TraceId {

    static final String ATTRIBUTE = TraceId.class.getName();
    static final String MDC_KEY = "traceId";
    static final String RESPONSE_HEADER = "X-Trace-Id";

    /** Version 00 of W3C Trace Context; ids of zeros only are invalid. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private TraceId() {}

    /** The trace id of a request. */
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : create();
    }

    static String fromHeader(@Nullable String traceparent) {
        Matcher form = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return form.matches() ? form.group(1) : create();
    }

    private static String create() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
