package io.taskservice.api.web;

import java.util.List;
import org.springframework.http.HttpHeaders;

/** Refuses a request: which code, why in words, and which fields are at fault. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient HttpHeaders headers = new HttpHeaders();

    public ApiException(ErrorCode code, String message, List<FieldError> errors) {
        super(message);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public ApiException(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    /** One field is at fault: its message is the whole story. */
    public static ApiException ofField(ErrorCode code, String field, String fieldCode, String message) {
        return new ApiException(code, message, List.of(new FieldError(field, fieldCode, message)));
    }

    /** Adds a header to the answer. */
    public ApiException with(String header, String value) {
        headers.add(header, value);
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** A refusal is an answer, not a failure: nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
