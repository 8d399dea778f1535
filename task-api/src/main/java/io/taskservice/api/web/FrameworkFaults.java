package io.taskservice.api.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;

/** Puts Spring's own refusals into our words. */
final class FrameworkFaults {

    private FrameworkFaults() {}

    static ApiException explain(ErrorResponse refusal, HttpServletRequest request) {
        if (refusal instanceof MissingServletRequestParameterException missing) {
            return ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    missing.getParameterName(),
                    "REQUIRED",
                    "The parameter " + missing.getParameterName() + " is required");
        }
        ErrorCode code = ErrorCode.of(refusal.getStatusCode().value());
        ApiException explained = new ApiException(code, words(code, request));
        refusal.getHeaders().forEach((name, values) -> values.forEach(value -> explained.with(name, value)));
        return explained;
    }

    private static String words(ErrorCode code, HttpServletRequest request) {
        return switch (code) {
            case ROUTE_NOT_FOUND -> "There is no route " + request.getMethod() + " " + request.getRequestURI();
            case METHOD_NOT_ALLOWED -> request.getMethod() + " is not possible here; see the Allow header";
            case UNSUPPORTED_MEDIA_TYPE -> "Send the body as application/json";
            case NOT_ACCEPTABLE -> "Only application/json and application/problem+json can be answered";
            case PAYLOAD_TOO_LARGE -> "The request is too large";
            default -> "The request cannot be understood";
        };
    }
}
