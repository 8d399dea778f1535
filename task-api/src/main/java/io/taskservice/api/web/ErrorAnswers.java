package io.taskservice.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.InvalidMimeTypeException;

/** Renders a refusal in the form the client prefers: our envelope, or RFC 9457; never both in one body. */
final class ErrorAnswers {

    private final Envelopes envelopes;

    ErrorAnswers(Envelopes envelopes) {
        this.envelopes = envelopes;
    }

    ResponseEntity<Object> answer(ApiException refusal, HttpServletRequest request) {
        boolean asProblem = acceptsProblem(request.getHeader(HttpHeaders.ACCEPT));
        return ResponseEntity.status(refusal.code().status())
                .headers(refusal.headers())
                // Said outright: negotiating again could fail, and an error has no second chance.
                .contentType(asProblem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON)
                .cacheControl(org.springframework.http.CacheControl.noStore())
                .body(asProblem ? problem(refusal, request) : envelope(refusal, request));
    }

    private ErrorEnvelope envelope(ApiException refusal, HttpServletRequest request) {
        return new ErrorEnvelope(
                "error",
                refusal.code(),
                refusal.message(),
                null,
                envelopes.now(),
                refusal.errors(),
                TraceId.of(request));
    }

    private static ProblemBody problem(ApiException refusal, HttpServletRequest request) {
        return new ProblemBody(
                "urn:taskservice:error:" + refusal.code(),
                refusal.code().status().getReasonPhrase(),
                refusal.code().status().value(),
                refusal.message(),
                request.getRequestURI(),
                refusal.code(),
                refusal.errors(),
                TraceId.of(request));
    }

    /** Only a client that names the type gets it: a wildcard is everybody's default. */
    private static boolean acceptsProblem(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            return types.stream()
                    .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.APPLICATION_PROBLEM_JSON)
                            && type.getQualityValue() > 0);
        } catch (InvalidMimeTypeException | org.springframework.http.InvalidMediaTypeException e) {
            return false;
        }
    }
}
